//! Addresses of what an agenda is made of besides sessions.

use super::AdminUrls;
use plenary_domain::ids::{DocumentId, ItemId};

impl AdminUrls {
    /// Topics that come with the program.
    pub fn topics_from_list(&self) -> String {
        format!("{}/topics/from-list", self.base)
    }
    pub fn items(&self) -> String {
        format!("{}/items", self.base)
    }
    pub fn new_item(&self) -> String {
        format!("{}/items/new", self.base)
    }
    pub fn items_renumber(&self) -> String {
        format!("{}/items/renumber", self.base)
    }
    pub fn items_status(&self) -> String {
        format!("{}/items/status", self.base)
    }
    pub fn item(&self, id: ItemId) -> String {
        format!("{}/items/{id}", self.base)
    }
    pub fn item_move(&self, id: ItemId) -> String {
        format!("{}/items/{id}/move", self.base)
    }
    pub fn item_remove(&self, id: ItemId) -> String {
        format!("{}/items/{id}/remove", self.base)
    }
    pub fn documents(&self) -> String {
        format!("{}/documents", self.base)
    }
    pub fn document(&self, id: DocumentId) -> String {
        format!("{}/documents/{id}", self.base)
    }
    /// Where a PDF of a document is sent to.
    pub fn document_files(&self, id: DocumentId) -> String {
        format!("{}/documents/{id}/files", self.base)
    }
    pub fn document_remove(&self, id: DocumentId) -> String {
        format!("{}/documents/{id}/remove", self.base)
    }
}
