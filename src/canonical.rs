//! The one way in which results are written.

use serde::Serialize;
use serde_json::ser::Formatter;
use std::io;

/// JSON as JavaScript's `JSON.stringify` writes it, so that every edge gives the same bytes.
///
/// `pretty`: indented by two spaces, as `JSON.stringify(value, null, 2)`.
pub fn canonical_json<T: Serialize>(value: &T, pretty: bool) -> String {
    let mut out = Vec::new();
    let formatter = Canonical { pretty, depth: 0, empty: false };
    let written = value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, formatter));
    // Writing to memory cannot fail, and our types have text keys only.
    debug_assert!(written.is_ok());
    String::from_utf8(out).unwrap_or_default()
}

/// One formatter for both forms, since each formatter takes a copy of every type's code.
struct Canonical {
    pretty: bool,
    depth: usize,
    /// Whether nothing has been written into the innermost list or object.
    empty: bool,
}

impl Canonical {
    fn open<W: ?Sized + io::Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.empty = true;
        writer.write_all(bracket)
    }
    fn close<W: ?Sized + io::Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if !self.empty {
            self.new_line(writer)?;
        }
        self.empty = false;
        writer.write_all(bracket)
    }
    fn next<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        self.empty = false;
        self.new_line(writer)
    }
    fn new_line<W: ?Sized + io::Write>(&self, writer: &mut W) -> io::Result<()> {
        if self.pretty {
            writer.write_all(b"\n")?;
            for _ in 0..self.depth {
                writer.write_all(b"  ")?;
            }
        }
        Ok(())
    }
}

impl Formatter for Canonical {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        writer.write_all(number(value).as_bytes())
    }
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }
    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.next(writer, first)
    }
    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }
    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }
    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.next(writer, first)
    }
    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(if self.pretty { b": " } else { b":" })
    }
}

/// A finite number as ECMAScript's Number::toString writes it (ECMA-262, 6.1.6.1.20).
///
/// Both languages write the fewest digits that read back as the same number; they differ in where the exponent
/// begins, and where two such writings are equally near, of which ECMAScript takes the even one.
fn number(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    // "-1.2345e-7": sign, digits and exponent of the shortest form.
    let scientific = format!("{value:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = even_of_two(value, exponent, &digits).unwrap_or(digits);
    let count = digits.len() as i32;
    let point = exponent + 1;
    let body = if (count..=21).contains(&point) {
        digits + &"0".repeat((point - count) as usize)
    } else if (1..=21).contains(&point) {
        format!("{}.{}", &digits[..point as usize], &digits[point as usize..])
    } else if (-5..=0).contains(&point) {
        format!("0.{}{digits}", "0".repeat(-point as usize))
    } else {
        let mantissa = if count == 1 { digits } else { format!("{}.{}", &digits[..1], &digits[1..]) };
        format!("{mantissa}e{}{}", if exponent < 0 { '-' } else { '+' }, exponent.abs())
    };
    format!("{sign}{body}")
}

/// The even one of two writings between which a number lies exactly in the middle; `None` where it does not.
fn even_of_two(value: f64, exponent: i32, digits: &str) -> Option<String> {
    /// Digits after the middle that must be zero. A number that has some later lies nowhere so near to one.
    const ZEROS: usize = 40;
    let count = digits.len();
    // Whatever is written with fewer digits is nearer to it than to any other of that length.
    if count < FEWEST_IN_THE_MIDDLE {
        return None;
    }
    let exact = format!("{:.*e}", count + ZEROS, libm::fabs(value));
    let exact: String = exact.split('e').next()?.chars().filter(char::is_ascii_digit).collect();
    let (low, rest) = exact.split_at_checked(count)?;
    if !rest.starts_with('5') || rest[1..].contains(|digit| digit != '0') {
        return None;
    }
    let low: u64 = low.parse().ok()?;
    let even = (low + low % 2).to_string();
    let reads_back = |text: &str| {
        let shift = exponent + 1 - count as i32;
        text.len() == count && format!("{text}e{shift}").parse() == Ok(libm::fabs(value))
    };
    Some(even).filter(|even| reads_back(even))
}

/// Digits of the shortest writing with which a number can lie in the middle of two: between neighbours of 15 digits there
/// are always other numbers.
const FEWEST_IN_THE_MIDDLE: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        let pairs = [
            (7.0, "7"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.30000000000000004"),
            (-1.5, "-1.5"),
            (123456789012345680000.0, "123456789012345680000"),
            (1e21, "1e+21"),
            (1.5e300, "1.5e+300"),
            (0.000001, "0.000001"),
            (0.0000001, "1e-7"),
            (-1.25e-9, "-1.25e-9"),
            (5e-324, "5e-324"),
            // In the middle of ...312 and ...313, and of ...634 and ...635.
            (10.0 + 1.0 / 131_072.0, "10.000007629394531"),
            (10.0 + 10.0 / 131_072.0, "10.000076293945312"),
            (-10.0 - 10.0 / 131_072.0, "-10.000076293945312"),
        ];
        for (value, written) in pairs {
            assert_eq!(number(value), written);
        }
    }

    #[test]
    fn indented_json_is_what_javascript_writes() {
        let value = serde_json::json!({"a": [], "b": {}, "c": [1, [2], {"d": null}]});
        let pretty = "{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    1,\n    [\n      2\n    ],\n    {\n      \"d\": null\n    }\n  ]\n}";
        assert_eq!(canonical_json(&value, true), pretty);
        assert_eq!(canonical_json(&value, false), r#"{"a":[],"b":{},"c":[1,[2],{"d":null}]}"#);
    }
}
