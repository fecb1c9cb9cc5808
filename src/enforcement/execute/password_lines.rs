//! Writes complete lines only: a failed write leaves no partial line that later text
//! would join.
use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write};

/// A file that can be truncated and is written from there on.
pub(crate) trait Truncate: Write {
    /// Truncates it to its first `len` bytes.
    ///
    /// # Errors
    /// Fails if the disk fails.
    fn truncate(&mut self, len: u64) -> std::io::Result<()>;
}

impl Truncate for File {
    fn truncate(&mut self, len: u64) -> std::io::Result<()> {
        self.set_len(len)?;
        self.seek(SeekFrom::Start(len)).map(|_| ())
    }
}

/// A file of complete lines.
#[derive(Debug)]
pub(crate) struct CompleteLines<F> {
    pub file: F,
    /// Length of the complete lines.
    whole: u64,
    /// Whether part of a line may follow them.
    is_cut: bool,
}

impl<F: Truncate> CompleteLines<F> {
    /// Wraps an empty file.
    pub(crate) fn new(file: F) -> Self {
        Self {
            file,
            whole: 0,
            is_cut: false,
        }
    }

    /// Appends lines, all of them or nothing.
    ///
    /// # Errors
    /// Fails if the disk fails; the next text is written at the same position.
    pub(crate) fn append(&mut self, text: &str) -> std::io::Result<()> {
        if self.is_cut {
            self.file.truncate(self.whole)?;
        }
        self.is_cut = true;
        if let Err(error) = self.file.write_all(text.as_bytes()) {
            self.is_cut = self.file.truncate(self.whole).is_err();
            return Err(error);
        }
        self.is_cut = false;
        self.whole += text.len() as u64;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind, Write};

    use super::{CompleteLines, Truncate};

    /// A disk with room for so many bytes.
    struct Disk {
        bytes: Vec<u8>,
        room: usize,
        can_cut: bool,
    }

    impl Write for Disk {
        fn write(&mut self, part: &[u8]) -> std::io::Result<usize> {
            let fits = part.len().min(self.room - self.bytes.len());
            if fits == 0 {
                return Err(Error::from(ErrorKind::StorageFull));
            }
            self.bytes.extend_from_slice(&part[..fits]);
            Ok(fits)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl Truncate for Disk {
        fn truncate(&mut self, len: u64) -> std::io::Result<()> {
            if !self.can_cut {
                return Err(Error::from(ErrorKind::StorageFull));
            }
            self.bytes.truncate(usize::try_from(len).unwrap());
            Ok(())
        }
    }

    #[test]
    fn line_that_the_disk_cut_is_taken_away_before_the_next() {
        for can_cut in [true, false] {
            let mut lines = CompleteLines::new(Disk {
                bytes: Vec::new(),
                room: 12,
                can_cut,
            });
            lines.append("first,1\n").unwrap();
            lines.append("second,2\n").unwrap_err();
            let expected: &[u8] = if can_cut {
                b"first,1\n"
            } else {
                b"first,1\nseco"
            };
            assert_eq!(lines.file.bytes, expected);
            // There is room again.
            lines.file.room = 100;
            if !can_cut {
                lines.append("third,3\n").unwrap_err();
                lines.file.can_cut = true;
            }
            lines.append("third,3\n").unwrap();
            assert_eq!(lines.file.bytes, b"first,1\nthird,3\n");
        }
    }

    #[test]
    fn file_on_disk_goes_on_where_it_was_cut() {
        let mut lines = CompleteLines::new(tempfile::tempfile().unwrap());
        lines.append("first,1\n").unwrap();
        lines.file.write_all(b"seco").unwrap();
        lines.is_cut = true;
        lines.append("third,3\n").unwrap();
        let mut text = String::new();
        std::io::Seek::rewind(&mut lines.file).unwrap();
        std::io::Read::read_to_string(&mut lines.file, &mut text).unwrap();
        assert_eq!(text, "first,1\nthird,3\n");
    }
}
