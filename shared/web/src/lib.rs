//! The shell around every page: who visits, forms, layout, error pages, paging, assets.
//!
//! It knows no business and no accounts; `access` tells it who visits, circles give it pages.

mod answer;
mod assets;
mod busy;
mod circle;
mod community;
mod cookies;
mod form;
mod frame;
mod gate;
mod paging;
mod server;
mod settings;
mod shell;
mod site;
mod sound;
mod upload;
mod visit;

pub use answer::{Answer, Failure, back_to, download, file, goto, page, page_with};
pub use assets::assets_are_built;
pub use circle::{Circle, NavEntry, Need, RouteLine, Routes, Side};
pub use community::CommunityCard;
pub use cookies::{FLASH, LANGUAGE, SIZE, TOKEN, clear_cookie, cookie, flash_of, set_cookie, set_token};
pub use form::{Key, Mend, Posted, Questioned, Sent};
pub use paging::{Cursor, Listing, PAGE_ROWS};
pub use server::{router, shell_circle};
pub use shell::{Flash, Language, NavItem, Shell};
pub use site::{Site, SiteOptions};
pub use sound::{sound, with_microphone};
pub use upload::{Upload, Uploaded};
pub use visit::{Doorkeeper, Visit};
