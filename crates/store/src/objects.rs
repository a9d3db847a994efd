//! Where the bytes of files are: a folder of this machine, or a bucket that speaks S3. The rest of the program knows
//! names and bytes only.
//!
//! Names are random and tell nothing. The folder may be entered by its owner only, and nothing in it has an address on
//! the web. Every call has one deadline; what is written is written whole, or not at all.

mod s3;

pub use s3::S3Place;

use crate::error::StoreError;
use bytes::Bytes;
use futures_util::TryStreamExt;
use jiff::Timestamp;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Name;
use object_store::{ObjectStore, ObjectStoreExt};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;

/// For one object of five megabytes at most, retries included.
const DEADLINE: Duration = Duration::from_secs(20);

/// Where files are kept.
#[derive(Debug, Clone, Default)]
pub enum FilePlace {
    /// Nowhere: whoever wants to keep one is told so.
    #[default]
    Nowhere,
    /// In memory, for tests.
    Memory,
    Folder(PathBuf),
    S3(Box<S3Place>),
}

#[derive(Clone)]
pub(crate) struct Objects {
    store: Arc<dyn ObjectStore>,
    /// Of a place on this machine.
    folder: Option<Arc<LocalFileSystem>>,
}

/// An object that lies there.
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) written_at: Timestamp,
}

impl Objects {
    /// `home` drives the connections to a bucket.
    pub(crate) fn open(place: &FilePlace, home: &Handle) -> Result<Self, StoreError> {
        Ok(match place {
            FilePlace::Nowhere => return Err(StoreError::Files("there is no place for them".to_owned())),
            FilePlace::Memory => Self { store: Arc::new(InMemory::new()), folder: None },
            FilePlace::Folder(folder) => {
                let folder = Arc::new(local(folder)?);
                let store: Arc<dyn ObjectStore> = Arc::<LocalFileSystem>::clone(&folder);
                Self { store, folder: Some(folder) }
            }
            FilePlace::S3(place) => Self { store: place.open(home)?, folder: None },
        })
    }

    pub(crate) async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        let at = Name::from(name);
        within(self.store.put(&at, Bytes::from(bytes).into())).await?;
        if let Some(folder) = &self.folder {
            let file = folder.path_to_filesystem(&at).map_err(failed)?;
            // One call to the system, too short to be worth a thread; until then the folder alone keeps others out.
            std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).map_err(failed)?;
        }
        Ok(())
    }

    /// # Errors
    /// [`StoreError::Files`] also when there is none: its row says that there is.
    pub(crate) async fn get(&self, name: &str) -> Result<Vec<u8>, StoreError> {
        let at = Name::from(name);
        let bytes = within(async { self.store.get(&at).await?.bytes().await }).await?;
        Ok(bytes.to_vec())
    }

    /// An object that is not there is deleted.
    pub(crate) async fn delete(&self, name: &str) -> Result<(), StoreError> {
        let at = Name::from(name);
        within(async {
            match self.store.delete(&at).await {
                Err(object_store::Error::NotFound { .. }) => Ok(()),
                other => other,
            }
        })
        .await
    }

    pub(crate) async fn list(&self) -> Result<Vec<Found>, StoreError> {
        let seen = self.store.list(None).map_ok(|meta| Found {
            name: meta.location.to_string(),
            written_at: Timestamp::from_second(meta.last_modified.timestamp()).unwrap_or(Timestamp::MAX),
        });
        seen.try_collect().await.map_err(failed)
    }

    /// Writes and takes away an object: whether files can be kept.
    pub(crate) async fn probe(&self, name: &str) -> Result<(), StoreError> {
        self.put(name, b"probe".to_vec()).await?;
        self.delete(name).await
    }
}

async fn within<T>(work: impl Future<Output = object_store::Result<T>>) -> Result<T, StoreError> {
    let late = |_| StoreError::Files("no answer in time".to_owned());
    tokio::time::timeout(DEADLINE, work).await.map_err(late)?.map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> StoreError {
    StoreError::Files(error.to_string())
}

fn local(folder: &Path) -> Result<LocalFileSystem, StoreError> {
    let told = |error: std::io::Error| StoreError::Files(format!("{}: {error}", folder.display()));
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(told)?;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).map_err(told)?;
    let store = LocalFileSystem::new_with_prefix(folder).map_err(failed)?;
    // A file that was acknowledged is on the disk.
    Ok(store.with_fsync(true).with_automatic_cleanup(true))
}
