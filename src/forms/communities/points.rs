//! Affinities of members as the search wants them: in whole points, held or worked out row by row.

use super::Fixed;
use crate::affinity::Affinity;
use crate::optim::partition::{Affinities, Matrix};
use crate::plan::Case;

/// The affinities of all members, held up to so many of them.
pub(super) fn matrix(case: &Case, members: &[usize], scale: Fixed, largest: f64, held: usize) -> Matrix {
    if members.len() <= held {
        return Matrix::from_fn(members.len(), |i, j| scale.nearest(case.affinity.of(members[i], members[j])));
    }
    let largest = scale.whole(largest);
    Matrix::computed(Box::new(Worked { affinity: case.affinity.to_owned(), members: members.to_vec(), scale, largest }))
}

/// Worked out when asked for.
struct Worked {
    affinity: Affinity<'static>,
    members: Vec<usize>,
    scale: Fixed,
    largest: i64,
}

impl Affinities for Worked {
    fn items(&self) -> usize {
        self.members.len()
    }

    fn row(&self, i: usize, row: &mut [i32]) {
        let mut affinities = Vec::with_capacity(row.len());
        self.affinity.row(self.members[i], &self.members, &mut affinities);
        row.iter_mut().zip(affinities).for_each(|(points, affinity)| *points = self.scale.nearest(affinity));
        row[i] = 0;
    }

    fn pair(&self, i: usize, j: usize) -> i32 {
        if i == j { 0 } else { self.scale.nearest(self.affinity.of(self.members[i], self.members[j])) }
    }

    fn largest(&self) -> i64 {
        self.largest
    }

    fn smallest(&self) -> i64 {
        // Only scores that are passed through may be negative.
        if self.affinity.passes_scores_through() { -self.largest } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Input;
    use crate::network::Table;

    #[test]
    fn rows_that_are_worked_out_are_those_that_would_be_held() {
        let members: Vec<String> = (0..40)
            .map(|at| {
                let (region, schools, topics) = (at % 4, at * at % 37, at * 7 % 11);
                let values = format!(r#""region":"r{region}","schools":{schools},"topics":["t{topics}","t{region}"]"#);
                format!(r#"{{"id":"m{at}","values":{{{values}}},"needs":["n{topics}","n1"],"offers":["n{region}"]}}"#)
            })
            .collect();
        let json = format!(
            r#"{{"network":{{"attributes":[{{"id":"region","kind":"category"}},{{"id":"schools","kind":"number"}},
                 {{"id":"topics","kind":"set","idf":true}}],"members":[{}],"ties":[{{"a":"m3","b":"m9"}}]}},
               "scenario":{{"criteria":[{{"on":"region","want":"different"}},{{"on":"schools","want":"common"}},
                 {{"on":"topics","want":"common","weight":0.7}},{{"on":"needs","want":"exchange"}},
                 {{"on":"ties","want":"new"}}],"form":{{"form":"communities","size":[4,6]}}}}}}"#,
            members.join(",")
        );
        let input = Input::from_json(&json).expect("an input");
        let table = Table::new(&input.network);
        let case = Case::new(&input.network, &input.scenario, &table);
        let scale = Fixed::fitting(&case, &[0, 1], 1.0, 1e6, 20);
        let members: Vec<usize> = (0..40).rev().collect();
        let [held, worked] = [40, 39].map(|most| matrix(&case, &members, scale, 1.0, most));
        assert!(held.is_held() && !worked.is_held());
        assert!(held.largest() > 0 && held.largest() <= worked.largest());
        for i in (0..40).rev() {
            assert_eq!(*held.row(i), *worked.row(i));
        }
        for i in 0..40 {
            (0..40).for_each(|j| assert_eq!(held.get(i, j), worked.get(i, j), "{i} {j}"));
        }
    }
}
