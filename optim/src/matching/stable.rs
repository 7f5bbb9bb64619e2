#![allow(missing_docs)]
//! placeholder
pub struct Stable {
    pub mate: Vec<Option<u32>>,
    pub blocking: u32,
    pub odd_parties: Vec<Vec<u32>>,
}
pub fn stable(n: u32, _v: &dyn Fn(u32, u32) -> Option<i64>, _s: u32) -> Stable {
    Stable { mate: vec![None; n as usize], blocking: 0, odd_parties: vec![] }
}
