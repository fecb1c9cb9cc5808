//! Names of the simulated company's people, combined from parts that are common in
//! several countries, so that no real person is meant.

/// Given names.
pub(super) const GIVEN: [&str; 40] = [
    "Amara", "Björn", "Chidi", "Daniela", "Eszter", "Farid", "Greta", "Hamza", "Ines", "Jun",
    "Katya", "Liam", "Mei", "Noor", "Oleg", "Priya", "Quentin", "Rosa", "Søren", "Tariq", "Uma",
    "Václav", "Wanda", "Ximena", "Yusuf", "Zoë", "Aroha", "Bao", "Cillian", "Dilnoza", "Emeka",
    "Freja", "Giulia", "Hiro", "Ilse", "Jamal", "Kwame", "Leilani", "Mateo", "Nadia",
];

/// Family names.
pub(super) const FAMILY: [&str; 37] = [
    "Harborlight",
    "O'Marrow",
    "Dunfell",
    "Ågren-Vale",
    "Quillfeather",
    "Saltmarsh",
    "N'Dorra",
    "Brightwater",
    "Kestrelby",
    "Ivanhold",
    "Okonjara",
    "Müllerin",
    "Tidewell",
    "Santorelli",
    "Fjeldmark",
    "D'Avenna",
    "Lanternay",
    "Morrowind",
    "Pebblebrook",
    "Ravenshore",
    "Yamakita",
    "Castellane",
    "Greywater",
    "Nightinggale",
    "Oakenmere",
    "Piersley",
    "Rookwood",
    "Sandovar",
    "Thornquist",
    "Umberfield",
    "Vellacourt",
    "Wexmoor",
    "Łukowiec",
    "Zandbergen",
    "Al-Maharrat",
    "Chandrapur",
    "Whitcombe",
];

/// Departments with a job title each.
pub(super) const DEPARTMENTS: [(&str, &str); 10] = [
    ("Emergency", "Nurse"),
    ("Radiology", "Radiographer"),
    ("Cardiology", "Physician"),
    ("Pharmacy", "Pharmacist"),
    ("Laboratory", "Laboratory Scientist"),
    ("Finance", "Accountant"),
    ("People", "Recruiter"),
    ("Facilities", "Engineer"),
    ("Information Technology", "Systems Engineer"),
    ("Patient Services", "Coordinator"),
];

/// Returns a name in the form of an address: plain letters, digits and dots.
pub(super) fn email_name(name: &str) -> String {
    name.chars()
        .filter_map(|c| match c {
            ' ' => Some('.'),
            'ö' | 'ø' => Some('o'),
            'á' | 'Å' => Some('a'),
            'ë' => Some('e'),
            'ü' => Some('u'),
            'Ł' => Some('l'),
            c if c.is_ascii_alphanumeric() || c == '-' => Some(c.to_ascii_lowercase()),
            _ => None,
        })
        .collect()
}
