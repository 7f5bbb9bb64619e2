//! The small files of MDGPLIB (Gallego, Laguna, Martí and Duarte 2013), whose optima are proven.

use std::path::PathBuf;
use std::{env, fs};

use super::super::{Matrix, Objective, Problem, Search, Slot, UNIT, value_bound};

/// Three decimals in the files; one point is a thousandth.
const POINTS: f64 = 1000.0;

fn folder() -> Option<PathBuf> {
    let shared = env::var_os("COMMONGROUND_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"));
    Some(shared.join("bench")).filter(|bench| bench.join("mdgplib").is_dir())
}

fn read(text: &str) -> Problem {
    let mut words = text.split_whitespace();
    let mut whole = || words.next().unwrap_or_default().parse::<usize>();
    let (n, count) = (whole().unwrap(), whole().unwrap());
    assert!(matches!(words.next(), Some("ds" | "ss")));
    let mut numbers = words.map(|word| word.parse::<f64>().unwrap());
    let mut size = || numbers.next().unwrap() as u32;
    let slots = (0..count).map(|_| Slot { lo: size(), hi: size() }).collect();
    let mut data = vec![0; n * n];
    while let (Some(i), Some(j), Some(d)) = (numbers.next(), numbers.next(), numbers.next()) {
        let (i, j, d) = (i as usize, j as usize, (d * POINTS).round() as i32);
        (data[i * n + j], data[j * n + i]) = (d, d);
    }
    Problem::new(Matrix::from_vec(n, data).unwrap(), slots, Objective::Total)
}

#[test]
fn proven_optima_are_found_and_lie_within_the_bound() {
    let Some(folder) = folder() else {
        println!("skipped: no benchmark folder; set COMMONGROUND_SHARED");
        return;
    };
    let optima = fs::read_to_string(folder.join("proven_optima_n10_n12.csv")).unwrap();
    let mut files = 0;
    for line in optima.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let Ok(text) = fs::read_to_string(folder.join("mdgplib").join(fields[0])) else { continue };
        let optimum = (fields[3].parse::<f64>().unwrap() * POINTS).round() as i64 * UNIT;
        let problem = read(&text);
        let bound = value_bound(&problem);
        let mut search = Search::new(problem, 1, 60_000).unwrap();
        search.step(u64::MAX);
        assert_eq!(search.best().value, optimum, "{}", fields[0]);
        assert!(bound >= optimum, "{}: bound {bound} below {optimum}", fields[0]);
        files += 1;
    }
    assert!(files > 0);
    println!("{files} proven optima found");
}
