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
///
/// With `below` digits after the point it does if value · 10^below = low + 1/2 for a whole `low`, which whole numbers of 128
/// bits can tell. Longer fractions are never so round, and what needs fewer digits is nearer to one of them.
fn even_of_two(value: f64, exponent: i32, digits: &str) -> Option<String> {
    const FEWEST_DIGITS: usize = 16;
    const MOST_BELOW: i32 = 25;
    /// The first bit of a mantissa, which is not stored.
    const FIRST: u64 = 1 << 52;
    let below = digits.len() as i32 - 1 - exponent;
    if digits.len() < FEWEST_DIGITS || !(1..=MOST_BELOW).contains(&below) {
        return None;
    }
    // The value is mantissa / 2^shift.
    let mantissa = (value.to_bits() & (FIRST - 1)) | FIRST;
    let shift = 1075 - (value.to_bits() >> 52 & 0x7ff) as i32;
    let scaled = u128::from(mantissa) * 5u128.pow(below as u32);
    let halves = shift - below - 1;
    let in_middle = |low: &u64| {
        let odd = u128::from(2 * low + 1);
        if halves < 0 { scaled < 1 << 64 && scaled << -halves == odd } else { halves < 64 && scaled == odd << halves }
    };
    let written: u64 = digits.parse().ok()?;
    let low = [written - 1, written].into_iter().find(in_middle)?;
    // Below a power of two numbers are twice as near to each other, and the lower writing may be that of another.
    let lower_reads_back = mantissa != FIRST || (shift < 100 && 2u128 << shift <= 10u128.pow(below as u32));
    Some(low + low % 2).filter(|&even| even > low || lower_reads_back).map(|even| even.to_string())
}

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
            // A power of two, of which only the upper reads back.
            (1.0 / 16_777_216.0, "5.960464477539063e-8"),
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
