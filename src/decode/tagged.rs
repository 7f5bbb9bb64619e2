//! Enums that are told apart by one key, such as `{"form": "pairs", …}`.

/// Declares an enum whose variants each hold a struct and are told apart by a key of the same object.
///
/// Written and described (JSON Schema) as serde's internally tagged form; read through our own deserializer,
/// which passes the variant's fields on with their paths. A variant may be left out by a condition, `[feature = "…"]`;
/// its key stays among those known, which tells what another module knows from what nobody does.
macro_rules! tagged_enum {
    ($(#[$doc:meta])* $name:ident, tag $tag:literal { $($(#[$vdoc:meta])* $key:literal => $variant:ident $([$cfg:meta])?),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(tag = $tag)]
        pub enum $name {
            $($(#[$vdoc])* $(#[cfg($cfg)])? #[serde(rename = $key)] $variant($variant)),+
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Tagged;
                impl<'de> serde::de::Visitor<'de> for Tagged {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("an object with the key ", $tag))
                    }
                    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, data: A) -> Result<$name, A::Error> {
                        use serde::de::VariantAccess as _;
                        let (tag, fields) = data.variant::<String>()?;
                        match tag.as_str() {
                            $($(#[cfg($cfg)])? $key => fields.newtype_variant().map($name::$variant),)+
                            other => Err(serde::de::Error::unknown_variant(other, &[$($key),+])),
                        }
                    }
                }
                deserializer.deserialize_enum($tag, &[$($key),+], Tagged)
            }
        }
    };
}
pub(crate) use tagged_enum;
