//! Rust -> WebAssembly -> JS bindings -> `pkg/wasm`, a module for each of its parts.

use crate::project::Project;
use crate::stamp::Stamp;
use crate::{command, npm};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// What the page runs.
pub const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "wasm-release";

/// The modules, each with the feature that it is built with: what forms communities, what forms plans of every kind, what
/// answers questions about plans, and what reads tables and verifies plans. A page needs only the first to begin with.
const MODULES: [&str; 4] = ["engine", "pairs", "study", "tools"];

/// What cargo calls the compiled library.
const LIBRARY: &str = "commonground.wasm";

/// What rustc emits for this target by default, and simd128, which we add. Anything wider would let wasm-opt
/// emit what older browsers lack.
const WASM_OPT: [&str; 11] = [
    "-O3",
    "--strip-debug",
    "--strip-producers",
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-bulk-memory-opt",
];

/// Builds the modules into `pkg/wasm`, prints their sizes, and fills the package with the rest.
pub fn build(project: &Project) -> Result<()> {
    npm::install(project)?;
    add_target(project)?;
    let out = project.wasm_package();
    fs::create_dir_all(&out)?;
    for module in MODULES {
        build_module(project, module, &out)?;
    }
    fill_package(project)
}

/// Builds the module with the benchmarks of matching and grouping and returns its folder, which is no part of the package.
pub fn build_bench(project: &Project) -> Result<PathBuf> {
    let out = project.target.join("bench");
    fs::create_dir_all(&out)?;
    build_module(project, "bench", &out)?;
    Ok(out)
}

fn build_module(project: &Project, name: &str, out: &Path) -> Result<()> {
    let compiled = compile(project, name)?;
    check_private(project, &compiled)?;
    let module = out.join(format!("{name}_bg.wasm"));
    let mut input = fs::read(&compiled).with_context(|| format!("reading {}", compiled.display()))?;
    // How it is done decides the outcome as much as what it is done to.
    input.extend(include_bytes!("build.rs"));
    input.extend(fs::read(project.root.join("package-lock.json"))?);
    let stamp = Stamp::new(project, &format!("wasm-{name}"), input);
    if !(stamp.is_current() && module.is_file() && out.join(format!("{name}.js")).is_file()) {
        stamp.clear()?;
        bind(&compiled, name, out)?;
        optimise(project, &module)?;
        stamp.set()?;
    }
    command::run(npm::node(project, project.script("sizes.mjs")).arg(&module))
}

/// The package brings its samples and its licence along.
fn fill_package(project: &Project) -> Result<()> {
    let package = project.root.join("pkg");
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(project.root.join(licence), package.join(licence))?;
    }
    let to = package.join("samples");
    fs::create_dir_all(&to)?;
    for entry in fs::read_dir(project.root.join("samples"))? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|extension| extension == "json") {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// Adds the target to the toolchain in use, unless it is there.
pub fn add_target(project: &Project) -> Result<()> {
    let sysroot = command::output(Command::new("rustc").current_dir(&project.root).args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    command::run(Command::new("rustup").current_dir(&project.root).args(["target", "add", TARGET]))
        .with_context(|| format!("adding Rust's {TARGET} target, which the page needs"))
}

fn compile(project: &Project, feature: &str) -> Result<PathBuf> {
    // The encoded form, since a folder's name may hold a space.
    let mut flags = vec!["-Ctarget-feature=+simd128".to_owned()];
    flags.extend(private_folders(project).iter().map(|(folder, name)| format!("--remap-path-prefix={folder}={name}")));
    command::run(
        command::cargo()
            .current_dir(&project.root)
            .env_remove("RUSTFLAGS")
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
            .args(["build", "--package", "commonground", "--lib", "--no-default-features"])
            .args(["--features", feature, "--profile", PROFILE, "--target", TARGET]),
    )?;
    Ok(project.target.join(TARGET).join(PROFILE).join(LIBRARY))
}

/// Folders whose names must not be in the module, each with what stands there instead. rustc takes the last
/// that fits, so the narrowest come last.
fn private_folders(project: &Project) -> Vec<(String, &'static str)> {
    let home = std::env::home_dir();
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(home.as_ref()?.join(".cargo")));
    // Where cargo keeps the crates is named after the registry they came from, a mirror perhaps: without that, the
    // same sources make the same bytes everywhere.
    let registries = cargo_home.iter().filter_map(|folder| fs::read_dir(folder.join("registry").join("src")).ok());
    let registries: Vec<PathBuf> = registries.flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();

    let mut folders = Vec::new();
    folders.extend(home.map(|folder| (folder, "~")));
    folders.extend(cargo_home.map(|folder| (folder, "cargo")));
    folders.extend(registries.into_iter().map(|folder| (folder, "crates")));
    folders.push((project.root.clone(), "."));
    let named = folders.into_iter().map(|(folder, name)| (folder.display().to_string(), name));
    // A home of `/` is no secret, and would fit everything.
    named.filter(|(folder, _)| folder.len() > 1).collect()
}

fn check_private(project: &Project, module: &Path) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("reading {}", module.display()))?;
    for (folder, _) in private_folders(project) {
        let needle = format!("{folder}{}", std::path::MAIN_SEPARATOR);
        if bytes.windows(needle.len()).any(|window| window == needle.as_bytes()) {
            bail!("{} holds the name of a folder of this machine: {folder}", module.display());
        }
    }
    Ok(())
}

fn bind(module: &Path, name: &str, out: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .out_name(name)
        .web(true)?
        .typescript(true)
        // As the command-line tool has it: `init()` alone finds the module beside its glue.
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out)
        .context("generating the JS bindings")
}

fn optimise(project: &Project, module: &Path) -> Result<()> {
    let optimised = module.with_extension("opt.wasm");
    command::run(npm::tool(project, "binaryen/bin/wasm-opt").args(WASM_OPT).arg(module).arg("-o").arg(&optimised))?;
    Ok(fs::rename(optimised, module)?)
}
