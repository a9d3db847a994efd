//! One app per folder: an advisory lock that the kernel takes back when its process dies, however it dies.

use std::{
    fs::{File, TryLockError},
    io::{Read as _, Write as _},
    path::Path,
    process,
};

use crate::error::{LocalPostgresError, io};

/// The exclusive right to a folder.
#[derive(Debug)]
pub(crate) struct Lock(File);

impl Lock {
    /// Takes the lock of the folder, or says who has it. The file stays when the lock goes: removing it would
    /// let two processes lock two files of the same name.
    pub(crate) fn take(folder: &Path) -> Result<Self, LocalPostgresError> {
        let path = folder.join("plenary.lock");
        let mut file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(io("open the lock file", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let pid = file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse().ok());
                return Err(LocalPostgresError::AlreadyRunning { folder: folder.to_owned(), pid });
            }
            Err(TryLockError::Error(source)) => return Err(io("lock", &path)(source)),
        }
        file.set_len(0).map_err(io("write to", &path))?;
        writeln!(file, "{}", process::id()).map_err(io("write to", &path))?;
        Ok(Self(file))
    }

    /// Lets go at once. Closing the file is not enough: another thread may be starting a program just now, and
    /// its copy of the file would hold the lock until that program has begun.
    pub(crate) fn release(&self) {
        let _ = self.0.unlock();
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.release();
    }
}
