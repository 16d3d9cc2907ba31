//! Which record a stored photo or recording belongs to; and those kept for a day while a refused form is mended.
//!
//! A row gives a record the right to show a file; who may see the record is its own noun's decision.

use super::photo::{Photo, receive};
use super::sound;
use super::store::ContentHash;
use crate::app::App;
use crate::jobs::Schedule;
use base::{CommunityId, Doer, FileId, Moment, Outcome, Problem};
use bytes::Bytes;
use chrono::Duration;
use db::{FromQueryResult, Query, Write, row, values};
use futures::future::BoxFuture;
use uuid::Uuid;

/// How long a staged photo waits for its form.
const STAGED_HOURS: i64 = 24;
/// Files handled by one sweep.
const BATCH: u32 = 200;

/// A photo or a recording of a record. A recording is its own small copy, and has no pixels.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FileRow {
    /// The row.
    pub id: Uuid,
    /// The content.
    pub photo_hash: String,
    /// The small picture.
    pub thumbnail_hash: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// Length of the content.
    pub bytes: i64,
    /// What it is: a JPEG, or a kind of sound.
    pub media_type: String,
    /// How long a recording is; 0 when it does not say, and for photos.
    pub duration_ms: i64,
}

const COLUMNS: &str = "id, photo_hash, thumbnail_hash, width, height, bytes, media_type, duration_ms";
/// The place of a record's latest file.
const LAST: &str = "select coalesce(max(position), 0) from files where owner_kind = $1 and owner_id = $2";

/// Forgets staged photos after a day, and deletes photos whose time is over.
pub const SWEEP: Schedule = Schedule { name: "files.sweep", every_minutes: 60, run: sweep };

/// Reads a photo and keeps it for a day for a form; `holder` is the form's hidden id.
///
/// # Errors
/// The photo's refusal in words, or a fault.
pub async fn stage(app: &App, doer: &Doer, holder: &str, bytes: Bytes) -> Outcome<FileRow> {
    let Photo { jpeg, thumbnail, width, height } = receive(bytes).await?;
    let (jpeg, thumbnail) = (Bytes::from(jpeg), Bytes::from(thumbnail));
    let file = FileRow {
        id: app.new_id(),
        photo_hash: ContentHash::of(&jpeg).to_string(),
        thumbnail_hash: ContentHash::of(&thumbnail).to_string(),
        width: i64::from(width),
        height: i64::from(height),
        bytes: i64::try_from(jpeg.len()).map_err(Problem::fault)?,
        media_type: "image/jpeg".to_owned(),
        duration_ms: 0,
    };
    keep(app, doer, (holder, file), vec![jpeg, thumbnail]).await
}

/// Reads a recording and keeps it for a day for a form, under a holder of its own.
///
/// # Errors
/// The recording's refusal in words, or a fault.
pub async fn stage_sound(app: &App, doer: &Doer, holder: &str, bytes: Bytes) -> Outcome<FileRow> {
    let sound = sound::listen(&bytes).map_err(|refusal| Problem::Refused(refusal.into()))?;
    let hash = ContentHash::of(&sound.bytes).to_string();
    let file = FileRow {
        id: app.new_id(),
        photo_hash: hash.clone(),
        thumbnail_hash: hash,
        width: 0,
        height: 0,
        bytes: i64::try_from(sound.bytes.len()).map_err(Problem::fault)?,
        media_type: sound.media_type.to_owned(),
        duration_ms: i64::try_from(sound.duration_ms).map_err(Problem::fault)?,
    };
    keep(app, doer, (holder, file), vec![sound.bytes]).await
}

/// The row stands before the bytes and belongs to no form until they are all there: what is cut off in between leaves with
/// the sweep, and no bytes are ever without a row.
async fn keep(app: &App, doer: &Doer, (holder, file): (&str, FileRow), parts: Vec<Bytes>) -> Outcome<FileRow> {
    let row = row! {
        id: file.id, community: doer.community.0, holder: "", photo_hash: file.photo_hash.clone(),
        thumbnail_hash: file.thumbnail_hash.clone(), width: file.width, height: file.height, bytes: file.bytes,
        media_type: file.media_type.clone(), duration_ms: file.duration_ms, at: doer.at,
    };
    app.db.housekeeping().insert_once("staged_files", row).await?;
    for part in parts {
        app.files.put(part).await?;
    }
    let sql = "update staged_files set holder = $2 where id = $1";
    app.db.housekeeping().run(sql, values![file.id, holder]).await?;
    Ok(file)
}

/// What a form has staged, oldest first.
///
/// # Errors
/// A fault from the database.
pub async fn staged(door: &impl Query, community: CommunityId, holder: &str) -> Outcome<Vec<FileRow>> {
    let sql =
        format!("select {COLUMNS} from staged_files where holder = $1 and community = $2 order by at, id limit 50");
    door.all(&sql, values![holder, community.0]).await
}

/// Takes a staged photo out of its form; its content leaves with the sweep.
///
/// # Errors
/// [`Problem::NotFound`] when it is not there.
pub async fn unstage(app: &App, community: CommunityId, holder: &str, id: FileId) -> Outcome<()> {
    // An age beyond the day lets the sweep take row and content together.
    let sql = "update staged_files set holder = '', at = $4 where id = $1 and holder = $2 and community = $3";
    let old = app.now() - Duration::hours(STAGED_HOURS * 2);
    let changed = app.db.housekeeping().run(sql, values![id.0, holder, community.0, old]).await?;
    if changed == 1 { Ok(()) } else { Err(Problem::NotFound) }
}

/// Hands staged photos of a form to a record, in the record's own write.
///
/// # Errors
/// A fault from the database; ids that this form did not stage are passed over.
pub async fn attach(
    write: &mut Write,
    (holder, photos): (&str, &[Uuid]),
    (owner_kind, owner): (&'static str, Uuid),
) -> Outcome<u64> {
    let (community, at) = (write.doer().community, write.doer().at);
    let mut position = write.number(LAST, values![owner_kind, owner]).await?;
    let mut attached = 0;
    for id in photos {
        let sql = format!("select {COLUMNS} from staged_files where id = $1 and holder = $2 and community = $3");
        let Some(file) = write.one::<FileRow>(&sql, values![*id, holder, community.0]).await? else { continue };
        position += 1;
        let row = row! {
            id: file.id, community: community.0, owner_kind: owner_kind, owner_id: owner, position: position,
            photo_hash: file.photo_hash, thumbnail_hash: file.thumbnail_hash, width: file.width, height: file.height,
            bytes: file.bytes, media_type: file.media_type, duration_ms: file.duration_ms, at: at,
        };
        write.insert("files", row).await?;
        attached += write.run("delete from staged_files where id = $1", values![*id]).await?;
    }
    Ok(attached)
}

/// Gives a photo of one record to another as well, in that record's own write; the content is kept once.
///
/// # Errors
/// A fault from the database.
pub async fn share(
    write: &mut Write,
    file: &FileRow,
    id: Uuid,
    (owner_kind, owner): (&'static str, Uuid),
) -> Outcome<()> {
    let (community, at) = (write.doer().community, write.doer().at);
    let position = write.number(LAST, values![owner_kind, owner]).await? + 1;
    let row = row! {
        id: id, community: community.0, owner_kind: owner_kind, owner_id: owner, position: position,
        photo_hash: file.photo_hash.clone(), thumbnail_hash: file.thumbnail_hash.clone(), width: file.width,
        height: file.height, bytes: file.bytes, media_type: file.media_type.clone(), duration_ms: file.duration_ms,
        at: at,
    };
    write.insert("files", row).await
}

/// The photos of a record.
///
/// # Errors
/// A fault from the database.
pub async fn of(door: &impl Query, owner_kind: &'static str, owner: Uuid) -> Outcome<Vec<FileRow>> {
    let sql = format!(
        "select {COLUMNS} from files where owner_kind = $1 and owner_id = $2 order by position, at, id limit 100"
    );
    door.all(&sql, values![owner_kind, owner]).await
}

/// One photo of a record; the caller has checked the record's rights.
///
/// # Errors
/// [`Problem::NotFound`], or a fault of the store.
pub async fn content(app: &App, (owner_kind, owner): (&'static str, Uuid), id: FileId, small: bool) -> Outcome<Bytes> {
    let sql = format!("select {COLUMNS} from files where id = $1 and owner_kind = $2 and owner_id = $3");
    let row: Option<FileRow> = app.db.read().await?.one(&sql, values![id.0, owner_kind, owner]).await?;
    let row = row.ok_or(Problem::NotFound)?;
    let hash = if small { &row.thumbnail_hash } else { &row.photo_hash };
    app.files.get(hash.parse()?).await
}

/// Lets the photos of a record leave at a time; its noun releases them then.
///
/// # Errors
/// A fault from the database.
pub async fn delete_after(write: &mut Write, owner_kind: &'static str, owner: Uuid, at: Option<Moment>) -> Outcome<()> {
    let sql = "update files set delete_after = $3 where owner_kind = $1 and owner_id = $2";
    write.run(sql, values![owner_kind, owner, at]).await.map(|_| ())
}

/// Takes out of a record, in its own write, the files whose time has come: nobody reaches them any more, and the sweep
/// deletes their bytes. Tells how many.
///
/// # Errors
/// A fault from the database.
pub async fn release(write: &mut Write, owner_kind: &'static str, owner: Uuid) -> Outcome<u64> {
    let (now, old) = (write.doer().at, write.doer().at - Duration::hours(STAGED_HOURS * 2));
    let sql = format!(
        "insert into staged_files (community, holder, at, {COLUMNS})
         select community, '', $4, {COLUMNS} from files where owner_kind = $1 and owner_id = $2 and delete_after <= $3"
    );
    write.run(&sql, values![owner_kind, owner, now, old]).await?;
    let sql = "delete from files where owner_kind = $1 and owner_id = $2 and delete_after <= $3";
    write.run(sql, values![owner_kind, owner, now]).await
}

fn sweep<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let (old, house) = (doer.at - Duration::hours(STAGED_HOURS), app.db.housekeeping());
        // From here on no form can have it any more.
        let sql = "update staged_files set holder = '' where at < $1 and community = $2 and holder <> ''";
        house.run(sql, values![old, doer.community.0]).await?;
        let sql = format!(
            "select {COLUMNS} from staged_files where at < $1 and community = $2 and holder = ''
             order by at, id limit {BATCH}"
        );
        loop {
            let gone: Vec<FileRow> = app.db.read().await?.all(&sql, values![old, doer.community.0]).await?;
            if gone.is_empty() {
                return Ok(());
            }
            // The bytes first: what is cut off here is done again, because its row is still there.
            for file in &gone {
                forget(app, file).await?;
                house.run("delete from staged_files where id = $1", values![file.id]).await?;
            }
        }
    })
}

/// Sweeps at once, for what should not wait for the hour. A fault is logged: the hourly sweep does it again.
pub async fn sweep_now(app: &App, doer: &Doer) {
    if let Err(problem) = sweep(app, doer).await {
        tracing::warn!(?problem, "files wait for the next sweep");
    }
}

/// Deletes content that no other row names.
async fn forget(app: &App, gone: &FileRow) -> Outcome<()> {
    for hash in [&gone.photo_hash, &gone.thumbnail_hash] {
        let sql = "select (select count(*) from files where photo_hash = $1 or thumbnail_hash = $1)
                    + (select count(*) from staged_files where (photo_hash = $1 or thumbnail_hash = $1) and id <> $2)";
        if app.db.read().await?.number(sql, values![hash.as_str(), gone.id]).await? == 0 {
            app.files.delete(hash.parse::<ContentHash>()?).await?;
        }
    }
    Ok(())
}
