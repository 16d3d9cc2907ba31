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

/// Forgets staged photos after a day, and deletes photos whose time is over.
pub const SWEEP: Schedule = Schedule { name: "files.sweep", every_minutes: 60, run: sweep };

/// Reads a photo and keeps it for a day for a form; `holder` is the form's hidden id.
///
/// # Errors
/// The photo's refusal in words, or a fault.
pub async fn stage(app: &App, doer: &Doer, holder: &str, bytes: Bytes) -> Outcome<FileId> {
    let photo = receive(bytes).await?;
    let Photo { jpeg, thumbnail, width, height } = photo;
    let length = i64::try_from(jpeg.len()).map_err(Problem::fault)?;
    let (photo, small) = (app.files.put(jpeg.into()).await?, app.files.put(thumbnail.into()).await?);
    let id = app.new_id();
    let row = row! {
        id: id, community: doer.community.0, holder: holder, photo_hash: photo.to_string(),
        thumbnail_hash: small.to_string(), width: i64::from(width), height: i64::from(height), bytes: length,
        media_type: "image/jpeg", duration_ms: 0i64, at: doer.at,
    };
    app.db.housekeeping().insert_once("staged_files", row).await?;
    Ok(FileId(id))
}

/// Reads a recording and keeps it for a day for a form, under a holder of its own.
///
/// # Errors
/// The recording's refusal in words, or a fault.
pub async fn stage_sound(app: &App, doer: &Doer, holder: &str, bytes: Bytes) -> Outcome<FileId> {
    let sound = sound::listen(&bytes).map_err(|refusal| Problem::Refused(refusal.into()))?;
    let length = i64::try_from(sound.bytes.len()).map_err(Problem::fault)?;
    let duration_ms = i64::try_from(sound.duration_ms).map_err(Problem::fault)?;
    let (hash, id) = (app.files.put(sound.bytes).await?.to_string(), app.new_id());
    let row = row! {
        id: id, community: doer.community.0, holder: holder, photo_hash: hash.clone(), thumbnail_hash: hash,
        width: 0i64, height: 0i64, bytes: length, media_type: sound.media_type, duration_ms: duration_ms, at: doer.at,
    };
    app.db.housekeeping().insert_once("staged_files", row).await?;
    Ok(FileId(id))
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
    let before = "select count(*) from files where owner_kind = $1 and owner_id = $2";
    let mut position = write.number(before, values![owner_kind, owner]).await?;
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
    let before = "select count(*) from files where owner_kind = $1 and owner_id = $2";
    let position = write.number(before, values![owner_kind, owner]).await? + 1;
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
    let sql =
        format!("select {COLUMNS} from files where owner_kind = $1 and owner_id = $2 order by position limit 100");
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

/// Lets the photos of a record leave at a time; the sweep deletes them then.
///
/// # Errors
/// A fault from the database.
pub async fn delete_after(write: &mut Write, owner_kind: &'static str, owner: Uuid, at: Option<Moment>) -> Outcome<()> {
    let sql = "update files set delete_after = $3 where owner_kind = $1 and owner_id = $2";
    write.run(sql, values![owner_kind, owner, at]).await.map(|_| ())
}

fn sweep<'a>(app: &'a App, doer: &'a Doer) -> BoxFuture<'a, Outcome<()>> {
    Box::pin(async move {
        let old = doer.at - Duration::hours(STAGED_HOURS);
        let sql =
            format!("select {COLUMNS} from staged_files where at < $1 and community = $2 order by at limit {BATCH}");
        let staged: Vec<FileRow> = app.db.read().await?.all(&sql, values![old, doer.community.0]).await?;
        for file in &staged {
            app.db.housekeeping().run("delete from staged_files where id = $1", values![file.id]).await?;
        }
        forget(app, &staged).await
    })
}

/// Deletes content that no row names any more.
///
/// # Errors
/// A fault of the store or the database.
pub async fn forget(app: &App, gone: &[FileRow]) -> Outcome<()> {
    for hash in gone.iter().flat_map(|file| [&file.photo_hash, &file.thumbnail_hash]) {
        let sql = "select (select count(*) from files where photo_hash = $1 or thumbnail_hash = $1)
                    + (select count(*) from staged_files where photo_hash = $1 or thumbnail_hash = $1)";
        if app.db.read().await?.number(sql, values![hash.as_str()]).await? == 0 {
            app.files.delete(hash.parse::<ContentHash>()?).await?;
        }
    }
    Ok(())
}
