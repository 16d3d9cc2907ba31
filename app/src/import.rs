//! `wuquan import`: a spreadsheet into the registers, by the same verbs as on the pages.

use base::{CommunityId, Origin, Outcome, Problem, Refusal};
use db::{FromQueryResult, Query, values};
use kernel::app::App;
use registry::imports::whole;
use std::path::Path;
use std::process::ExitCode;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct CommunityRow {
    id: Uuid,
}

/// Loads a file into the first community, or names every row to mend. A file with something amiss loads nothing and
/// is an exit code.
///
/// # Errors
/// When the file cannot be read, or there is no community yet.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub async fn import(app: &App, file: &Path, kind: &str) -> Outcome<ExitCode> {
    let sql = "select id from divisions where level = 'community' order by id limit 1";
    let first: Option<CommunityRow> = app.db.read().await?.one(sql, values![]).await?;
    let community = first.ok_or_else(|| Problem::Fault("no community yet: run `wuquan setup` first".to_owned()))?;
    let doer = app.house_doer(CommunityId(community.id), Origin::CommandLine);
    if !app.part.imports.iter().any(|known| known.name == kind) {
        let known: Vec<_> = app.part.imports.iter().map(|known| known.name).collect();
        return Err(Problem::Fault(format!("no kind {kind}; there are: {}", known.join(", "))));
    }
    let bytes = tokio::fs::read(file).await;
    let bytes = bytes.map_err(|error| Problem::Fault(format!("{}: {error}", file.display())))?;
    let report = whole(app, &doer, kind, bytes.into()).await.map_err(|problem| in_words(app, &doer, problem))?;
    for column in &report.refused {
        println!("not read: {column}");
    }
    for (row, words) in &report.amiss {
        println!("row {row}: {}", words.join(" "));
    }
    let import = &report.import;
    println!(
        "{kind}: {} ({} rows; {} new, {} changed, {} known already, {} to mend)",
        import.state,
        import.row_count,
        import.created_count,
        import.changed_count,
        import.same_count,
        import.fault_count
    );
    Ok(if import.state == "done" { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Words that a page would show stand in the log line of a command.
fn in_words(app: &App, doer: &base::Doer, problem: Problem) -> Problem {
    let lang = app.words.lang(doer.locale, doer.at);
    let say = |refusal: &Refusal| lang.refusal(refusal);
    match problem {
        Problem::Refused(refusal) => Problem::Fault(say(&refusal)),
        Problem::Invalid(fields) => {
            let words: Vec<_> =
                fields.iter().map(|field| format!("{}: {}", field.field, say(&field.refusal))).collect();
            Problem::Fault(words.join(" "))
        }
        problem => problem,
    }
}
