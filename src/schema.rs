//! The JSON Schema of every input and output, by name.

use commonground::error::ErrorReport;
use commonground::forms::{Alternatives, Progress, WhyNot, WhyNotThere};
use commonground::plan::{CheckReport, Plan};
use commonground::study::{
    Answers, ConflictReport, FrontierResult, Outcome, Outcomes, Programme, Review, SweepProgress, SweepResult,
};
use commonground::{
    AlternativesInput, AnswersInput, CheckInput, ConflictsInput, FrontierInput, Input, OutcomesInput, ProgrammeInput,
    ReportInput, ReviewInput, SweepInput, WhyNotInput, import,
};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

/// Outputs are described as they are written (nothing is left out), inputs as they are read (what has a default may
/// be left out). What is both is described as input, except a plan.
pub fn all() -> Value {
    let mut schemas = Map::new();
    let mut add = |name: &str, schema: schemars::Schema| {
        schemas.insert(name.to_owned(), schema.into());
    };
    macro_rules! schema {
        (written $type:ty) => {
            SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<$type>()
        };
        (read $type:ty) => {
            SchemaSettings::draft2020_12().for_deserialize().into_generator().into_root_schema_for::<$type>()
        };
    }
    add("ImportResult", schema!(written import::Imported));
    add("ImportOptions", schema!(read import::Options));
    add("Input", schema!(read Input));
    add("SweepInput", schema!(read SweepInput));
    add("CheckInput", schema!(read CheckInput));
    add("WhyNotInput", schema!(read WhyNotInput));
    add("WhyNot", schema!(written WhyNot));
    add("WhyNotThere", schema!(written WhyNotThere));
    add("AlternativesInput", schema!(read AlternativesInput));
    add("Alternatives", schema!(written Alternatives));
    add("ConflictsInput", schema!(read ConflictsInput));
    add("ConflictReport", schema!(written ConflictReport));
    add("ProgrammeInput", schema!(read ProgrammeInput));
    add("Programme", schema!(written Programme));
    add("ReportInput", schema!(read ReportInput));
    add("ReviewInput", schema!(read ReviewInput));
    add("Review", schema!(written Review));
    add("FrontierInput", schema!(read FrontierInput));
    add("FrontierResult", schema!(written FrontierResult));
    add("AnswersInput", schema!(read AnswersInput));
    add("Answers", schema!(written Answers));
    add("OutcomesInput", schema!(read OutcomesInput));
    add("Outcome", schema!(read Outcome));
    add("Outcomes", schema!(written Outcomes));
    add("Plan", schema!(written Plan));
    add("SweepResult", schema!(written SweepResult));
    add("CheckReport", schema!(written CheckReport));
    add("ErrorReport", schema!(written ErrorReport));
    add("Progress", schema!(written Progress));
    add("SweepProgress", schema!(written SweepProgress));
    Value::Object(schemas)
}
