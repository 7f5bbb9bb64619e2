//! The small files of MDGPLIB (Gallego, Laguna, Martí and Duarte 2013), whose optima are proven.

use std::path::PathBuf;
use std::{env, fs};

use super::super::{Problem, Search, UNIT, subset_dp, value_bound};
use super::oracle;
use crate::instances::Mdgp;

/// Three decimals in the files; one point is a thousandth.
const POINTS: f64 = 1000.0;

fn folder() -> Option<PathBuf> {
    let shared = env::var_os("COMMONGROUND_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"));
    Some(shared.join("bench")).filter(|bench| bench.join("mdgplib").is_dir())
}

fn read(text: &str) -> Problem {
    Mdgp::read(text).unwrap().problem_in(POINTS)
}

/// Whether slots take any sizes, so many of them and each within the widest range, that add up.
fn sizes_are_free(problem: &Problem) -> bool {
    let (lo, hi) = widest(problem);
    let units = problem.units() as u32;
    let slots = problem.slots.len();
    let mut lists = vec![Vec::new()];
    for _ in 0..slots {
        let longer = |list: &Vec<u32>| (lo..=hi).map(|size| [list.as_slice(), &[size]].concat()).collect::<Vec<_>>();
        lists = lists.iter().flat_map(longer).collect();
    }
    let fits = |list: &Vec<u32>| list.iter().zip(&problem.slots).all(|(size, slot)| (slot.lo..=slot.hi).contains(size));
    let sorted = |list: &Vec<u32>| {
        let mut list = list.clone();
        list.sort_unstable();
        list
    };
    let all: Vec<Vec<u32>> = lists.into_iter().filter(|list| list.iter().sum::<u32>() == units).collect();
    let fitting: Vec<Vec<u32>> = all.iter().filter(|list| fits(list)).map(sorted).collect();
    all.iter().all(|list| fitting.contains(&sorted(list)))
}

fn widest(problem: &Problem) -> (u32, u32) {
    let (lo, hi) = (problem.slots.iter().map(|slot| slot.lo), problem.slots.iter().map(|slot| slot.hi));
    (lo.min().unwrap(), hi.max().unwrap())
}

/// The exact method for any sizes in the widest range.
fn exact(problem: &Problem) -> i64 {
    let (lo, hi) = widest(problem);
    let (n, count) = (problem.units() as u32, problem.slots.len() as u32);
    let members = |mask: u32| (0..n).filter(|u| mask >> u & 1 == 1).collect::<Vec<u32>>();
    let mut value = |mask| Some(oracle::value(problem, &members(mask), None));
    subset_dp(n, lo..=hi, Some(count..=count), &mut value).unwrap().1
}

#[test]
fn proven_optima_are_found_and_lie_within_the_bound() {
    let Some(folder) = folder() else {
        println!("skipped: no benchmark folder; set COMMONGROUND_SHARED");
        return;
    };
    let optima = fs::read_to_string(folder.join("proven_optima_n10_n12.csv")).unwrap();
    let (mut files, mut exactly) = (0, 0);
    for line in optima.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let Ok(text) = fs::read_to_string(folder.join("mdgplib").join(fields[0])) else { continue };
        let optimum = (fields[3].parse::<f64>().unwrap() * POINTS).round() as i64 * UNIT;
        let problem = read(&text);
        let count = problem.slots.len() as u32;
        let bound = value_bound(&problem, count..=count, &|_, _| false);
        if sizes_are_free(&problem) {
            assert_eq!(exact(&problem), optimum, "{}", fields[0]);
            exactly += 1;
        } else {
            assert!(exact(&problem) >= optimum, "{}", fields[0]);
        }
        let mut search = Search::new(problem, 1, 60_000).unwrap();
        search.step(u64::MAX);
        assert_eq!(search.best().value, optimum, "{}", fields[0]);
        assert!(bound >= optimum, "{}: bound {bound} below {optimum}", fields[0]);
        files += 1;
    }
    assert!(files > 0 && exactly > 0);
    println!("{files} proven optima found, {exactly} of them also by the exact method");
}
