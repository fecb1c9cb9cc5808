//! Whole lines in a file: a write that the disk cut leaves nothing behind that the
//! next line would be joined to, or that reads like a whole line.
use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write};

/// A file that can be cut to a length and is written from there on.
pub(crate) trait Cut: Write {
    /// Cuts it to its first `len` bytes.
    ///
    /// # Errors
    /// Where the disk refuses.
    fn cut(&mut self, len: u64) -> std::io::Result<()>;
}

impl Cut for File {
    fn cut(&mut self, len: u64) -> std::io::Result<()> {
        self.set_len(len)?;
        self.seek(SeekFrom::Start(len)).map(|_| ())
    }
}

/// The whole lines of a file.
#[derive(Debug)]
pub(crate) struct Lines<F> {
    pub file: F,
    /// The length of what was written whole.
    whole: u64,
    /// There may be a part of a line behind it.
    is_cut: bool,
}

impl<F: Cut> Lines<F> {
    /// The lines of a file that is empty.
    pub(crate) fn of_empty(file: F) -> Self {
        Self {
            file,
            whole: 0,
            is_cut: false,
        }
    }

    /// Adds text that ends with its lines, all of it or nothing.
    ///
    /// # Errors
    /// Where the disk refuses; the next text begins where this one did.
    pub(crate) fn add(&mut self, text: &str) -> std::io::Result<()> {
        if self.is_cut {
            self.file.cut(self.whole)?;
        }
        self.is_cut = true;
        if let Err(error) = self.file.write_all(text.as_bytes()) {
            self.is_cut = self.file.cut(self.whole).is_err();
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

    use super::{Cut, Lines};

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

    impl Cut for Disk {
        fn cut(&mut self, len: u64) -> std::io::Result<()> {
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
            let mut lines = Lines::of_empty(Disk {
                bytes: Vec::new(),
                room: 12,
                can_cut,
            });
            lines.add("first,1\n").unwrap();
            lines.add("second,2\n").unwrap_err();
            let expected: &[u8] = if can_cut {
                b"first,1\n"
            } else {
                b"first,1\nseco"
            };
            assert_eq!(lines.file.bytes, expected);
            // There is room again.
            lines.file.room = 100;
            if !can_cut {
                lines.add("third,3\n").unwrap_err();
                lines.file.can_cut = true;
            }
            lines.add("third,3\n").unwrap();
            assert_eq!(lines.file.bytes, b"first,1\nthird,3\n");
        }
    }

    #[test]
    fn file_on_disk_goes_on_where_it_was_cut() {
        let mut lines = Lines::of_empty(tempfile::tempfile().unwrap());
        lines.add("first,1\n").unwrap();
        lines.file.write_all(b"seco").unwrap();
        lines.is_cut = true;
        lines.add("third,3\n").unwrap();
        let mut text = String::new();
        std::io::Seek::rewind(&mut lines.file).unwrap();
        std::io::Read::read_to_string(&mut lines.file, &mut text).unwrap();
        assert_eq!(text, "first,1\nthird,3\n");
    }
}
