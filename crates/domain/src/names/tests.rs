//! Labelled tables: spellings that must meet, names that must not, and how sure we are about pairs.

use super::*;

/// Whether searching the one finds the other.
fn finds(query: &str, text: &str) -> bool {
    let keys = search_keys(text);
    let terms = search_terms(query);
    let found = |term: &Vec<String>| term.iter().any(|wanted| keys.iter().any(|key| key.starts_with(wanted)));
    !terms.is_empty() && terms.iter().all(found)
}

#[test]
fn spellings_of_one_name_find_each_other() {
    let groups: [&[&str]; 34] = [
        &["Шакеева", "Shakeyeva", "Shakeeva", "SHAKEEVA", "Шакеева Зарина"],
        &["Юсупов", "Iusupov", "Yusupov", "Jusupov", "Yussupov"],
        &["Ержан", "Erzhan", "Yerzhan", "Jerzhan"],
        &["Жұмабаев", "Zhumabayev", "Jumabaev", "Djumabayev", "Джумабаев", "Жумабаев"],
        &["Ахметов", "Akhmetov", "Ahmetov", "Axmetov"],
        &["Қасым-Жомарт Тоқаев", "Qasym-Jomart Toqaev", "Kassym-Zhomart Tokayev"],
        &["Хасанов", "Khasanov", "Xasanov", "Hasanov", "Ҳасанов"],
        &["Сергей", "Sergey", "Sergei", "Sergej"],
        &["Дмитрий", "Dmitry", "Dmitrii", "Dmitriy", "Dmitri"],
        &["Александр", "Aleksandr", "Alexander", "Alexandr"],
        &["Наталья", "Natalia", "Natalya", "Natal’ya"],
        &["Щербаков", "Shcherbakov", "Scherbakov"],
        &["Фёдоров", "Fedorov", "Федоров"],
        &["Фёдоров", "Fyodorov"],
        &["Fedorov", "Fyodorov"],
        &["Соловьев", "Soloviev", "Solovyev"],
        &["Соловьев", "Solovev"],
        &["Алиев", "Aliev", "Aliyev", "Əliyev", "Әлиев"],
        &["Гриценко", "Hrytsenko"],
        &["Гриценко", "Gritsenko"],
        &["Олексій", "Oleksii", "Oleksiy"],
        &["Юлія", "Yuliia", "Iuliia", "Yuliya", "Julia"],
        &["Ўткир", "Oʻtkir", "O'tkir", "O’tkir"],
        &["Ўткир", "Utkir"],
        &["Ғуломов", "Gʻulomov", "Ghulomov", "G‘ulomov"],
        &["Раҳмонов", "Rahmonov", "Rakhmonov"],
        &["Ҷӯраев", "Juraev", "Jurayev"],
        &["Сыдыкова", "Sydykova", "Sydikova"],
        &["Өмүрбек", "Omurbek", "Ömürbek"],
        &["Муса", "Musa", "Moussa"],
        &["Müller", "Muller"],
        &["Müller", "Mueller"],
        &["Чыңгыз", "Chyngyz", "Çıñğız"],
        &["Filipp", "Филипп", "Philip"],
    ];
    let mut wrong = Vec::new();
    for group in groups {
        for a in group {
            let whole = group.iter().filter(|b| b.split(' ').count() >= a.split(' ').count());
            wrong.extend(whole.filter(|b| !finds(a, b)).map(|b| format!("{a} does not find {b}")));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn other_names_are_not_found() {
    for (query, text) in [
        ("Шакеева", "Shakirova"),
        ("Юсупов", "Isupov"),
        ("Petrov", "Петренко"),
        ("Karimova", "Каримов"),
        ("Lorett", "Lorat"),
        ("王", "李小龙"),
        ("Zarina Yusupova", "Zarina Rahimova"),
    ] {
        assert!(!finds(query, text), "{query} finds {text}");
    }
}

#[test]
fn a_beginning_finds_the_whole_in_any_script() {
    for (query, text) in [
        ("Шак", "Shakeyeva"),
        ("Shakey", "Shakeyeva"),
        ("Shake", "Шакеева"),
        ("Али", "Aliyev"),
        ("Ali", "Алиев"),
        ("Yus", "Юсупов"),
        ("Petr", "Петров"),
        ("Алек", "Alexander"),
        ("зарин юс", "Yusupova Zarina"),
        ("李", "李小龙"),
        ("insti", "«Institute» of Peace"),
        ("Hashimi", "Al-Hashimi"),
        ("Абдулла", "Abdullah"),
        ("محمد", "محمد علي"),
    ] {
        assert!(finds(query, text), "{query} does not find {text}");
    }
}

#[test]
fn addresses_and_references_are_found_as_typed() {
    let text = "Zarina Yusupova Z.Yusupova+kz@Example.org ALM27-4K7PX COVID-19";
    for query in
        ["z.yusupova+kz@example.org", "Z.Yus", "z.yusupova@e", "example.org", "alm27-4k7px", "ALM27", "4K7PX"]
    {
        let expected = query != "z.yusupova@e";
        assert_eq!(finds(query, text), expected, "{query}");
    }
    assert!(!finds("ALM27-4K7PY", text));
    assert!(finds("covid-19 yusup", text));
}

#[test]
fn searching_for_nothing_or_for_too_much_has_few_terms() {
    for nothing in ["", "  ", "%", "_", "' -- :*&|!()", "\\"] {
        assert_eq!(search_terms(nothing), Vec::<Vec<String>>::new(), "{nothing}");
    }
    assert_eq!(search_terms(&"слово ".repeat(40)).len(), MOST_TERMS);
    assert!(search_keys("a'b:*&c \0").iter().all(|key| !key.is_empty()));
}

#[test]
fn suggestions_are_those_of_passports_and_letters() {
    for (native, expected) in [
        ("Шакеева", &["Shakeeva", "Shakeyeva"][..]),
        ("Юсупов", &["Iusupov", "Yusupov"]),
        ("Ержан", &["Erzhan", "Yerzhan"]),
        ("ШАКЕЕВА ЗАРИНА", &["Shakeeva Zarina", "Shakeyeva Zarina"]),
        ("шакеева зарина", &["Shakeeva Zarina", "Shakeyeva Zarina"]),
        ("Әлия Қасымқызы", &["Aliia Kasymkyzy", "Aliya Qasymqyzy", "Aliya Kasymkyzy"]),
        ("Аида Бакыт кызы", &["Aida Bakyt kyzy"]),
        ("аида бакыт кызы", &["Aida Bakyt kyzy"]),
        ("Өмүрбек Жээнбеков", &["Omurbek Zheenbekov", "Omurbek Jeenbekov"]),
        ("Ўткир Ғуломов", &["Utkir Gulomov", "Utkir Ghulomov", "Oʻtkir Gʻulomov"]),
        ("Ҷӯраев", &["Juraev", "Jurayev"]),
        ("Григорій Їжак", &["Grigorii Izhak", "Grigoriy Yizhak", "Hryhorii Yizhak"]),
        ("О'Нил", &["O'Nil"]),
        ("Анна-Мария", &["Anna-Mariia", "Anna-Mariya"]),
        ("Сухарто", &["Sukharto"]),
        ("Zarina", &[]),
        ("", &[]),
        ("محمد", &[]),
    ] {
        assert_eq!(suggestions(native), expected, "{native}");
    }
}

#[test]
fn a_latin_form_fits_when_some_scheme_gives_it() {
    for (native, latin) in [
        ("Шакеева Зарина", "Zarina SHAKEYEVA"),
        ("Шакеева Зарина", "Shakeeva"),
        ("Юсупов Тимур Маратович", "Timur Iusupov"),
        ("Дмитрий", "Dmitry"),
        ("Александр", "Alexander"),
        ("Ўткир", "O'tkir"),
        ("Ўткир", "Utkir"),
        ("Наталья", "Natal’ya"),
        ("Ержан", ""),
        ("", "Yerzhan"),
        ("王小明", "Wang Xiaoming"),
    ] {
        assert!(fits(native, latin), "{native}: {latin}");
    }
    for (native, latin) in [
        ("Шакеева", "Shakeva"),
        ("Ержан", "Irzhan"),
        ("Зарина Шакеева", "Zarina Rahimova"),
        ("Пётр", "Peter"),
    ] {
        assert!(!fits(native, latin), "{native}: {latin}");
    }
}

const PAIRS: [(&str, &str, Likeness); 75] = {
    use Likeness::{Different, Likely, Possible, Same};
    [
        ("Шакеева", "Shakeyeva", Same),
        ("Шакеева", "Shakeeva", Same),
        ("Shakeyeva", "Shakeeva", Same),
        ("Зарина Шакеева", "SHAKEYEVA Zarina", Same),
        ("Тимур Юсупов", "Iusupov Timur", Same),
        ("Timur Yusupov", "Iusupov Timur", Same),
        ("Ержан Ахметов", "Yerzhan Akhmetov", Same),
        ("Erzhan Ahmetov", "Yerzhan Akhmetov", Same),
        ("Қасым-Жомарт Тоқаев", "Kassym-Zhomart Tokayev", Same),
        ("Ўткир Ҳасанов", "Oʻtkir Xasanov", Same),
        ("Дилноза Ғуломова", "Dilnoza Gʻulomova", Same),
        ("Sean O'Neil", "Sean O’Neil", Same),
        ("Sean O'Neil", "ONEIL Sean", Same),
        ("Oʻgʻiloy Karimova", "Ўғилой Каримова", Same),
        ("Алия Маратқызы", "Aliya Marat-kyzy", Same),
        ("Ерлан Сейітұлы", "Yerlan Seiit-uly", Same),
        ("Аида Бакыт кызы", "Aida Bakyt-kyzy", Same),
        ("Jean-Pierre Dupont", "Dupont Jean Pierre", Same),
        ("Ахмад бин Саид", "Ahmad bin Said", Same),
        ("Ahmad bin Said", "Ahmad Said", Same),
        ("Omar al-Hashimi", "Omar Al Hashimi", Same),
        ("Omar al-Hashimi", "Omar Hashimi", Same),
        ("Omar Alhashimi", "Omar al-Hashimi", Same),
        ("Suharto", "Сухарто", Same),
        ("Suharto", "SUHARTO", Same),
        ("Nagy Éva", "Eva Nagy", Same),
        ("王小明", "王小明", Same),
        ("Müller Jürgen", "Jurgen Mueller", Same),
        ("Александр Фёдоров", "Alexander Fedorov", Same),
        ("Наталья Соловьёва", "Natalia Solovyova", Same),
        ("Олександр Гриценко", "Oleksandr Hrytsenko", Same),
        ("Юсупов Тимур Маратович", "Timur Yusupov", Likely),
        ("Иванов Пётр Сергеевич", "Petr Ivanov", Likely),
        ("Абдулла Рахмонзода Каримович", "Abdullo Rahmonzoda", Possible),
        ("Maria Garcia Lopez", "Maria Garcia", Likely),
        ("Мухаммад Каримов", "Muhammed Karimov", Likely),
        ("Mohammad Karimov", "Mohammed Karimov", Likely),
        ("Нурсултан Алиев", "Nursulten Aliyev", Likely),
        ("Anna Maria Rossi", "Rossi Anna-Maria", Same),
        ("Аида Бакыт кызы", "Aida Bakyt", Same),
        ("Lorett", "Lorat", Possible),
        ("Zarina Lorett", "Zarina Lorat", Possible),
        ("Anna Petrov", "Anna Petrova", Possible),
        ("Zarina Yusupova", "Z. Yusupova", Possible),
        ("Зарина Шакеева", "Шакеева", Possible),
        ("Suharto", "Suhartо Muhammad", Possible),
        ("Timur Akhmetov", "Timur Akhmedov", Possible),
        ("Ержан Сеитов", "Erzhan Seidov", Possible),
        ("Иванова Анна Сергеевна", "Петрова Анна Сергеевна", Possible),
        ("Katherine Smith", "Catherine Smyth", Same),
        ("Zarina Yusupova", "Zarema Yusupova", Different),
        ("Zarina Yusupova", "Karina Yusupova", Different),
        ("Zarina Yusupova", "Dilnoza Yusupova", Different),
        ("Тимур Юсупов", "Yusupov Rustam", Different),
        ("Aigul Zhumabayeva", "Aigerim Zhumabayeva", Different),
        ("Ержан Ахметов", "Ерлан Ахметов", Different),
        ("Иванов Пётр Сергеевич", "Иванов Пётр Андреевич", Different),
        ("Иванов Сергей Петрович", "Иванов Пётр Петрович", Possible),
        ("Kim Min", "Kim Sun", Different),
        ("Kim", "Lee", Different),
        ("Wang Wei", "Wang Li", Different),
        ("Ahmad bin Said", "Omar bin Said", Different),
        ("Omar al-Hashimi", "Omar al-Rashid", Different),
        ("王小明", "李小明", Different),
        ("Anna Rossi", "Anna Bianchi", Different),
        ("Марат Ұлы", "Марат", Same),
        ("Suharto", "Sukarno", Different),
        ("", "Zarina", Different),
        ("", "", Different),
        ("Алиев Тимур", "Алиева Тамара", Different),
        ("Юлия Ким", "Yulia Kim", Same),
        ("Юлия Ким", "Iuliia Kim", Same),
        ("Гүлнар Смағұлова", "Gulnar Smagulova", Same),
        ("Санжар Абдуллаев", "Sanzhar Abdullayev", Same),
        ("Sanjar Abdullaev", "Санжар Абдуллаев", Same),
    ]
};

#[test]
fn pairs_are_as_alike_as_people_would_say() {
    let mut wrong = Vec::new();
    for (a, b, expected) in PAIRS {
        let found = likeness(a, b);
        assert_eq!(found, likeness(b, a), "{a} and {b} the other way round");
        if found != expected {
            wrong.push(format!("{a} and {b}: {found:?}, not {expected:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
