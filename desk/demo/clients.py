"""Made-up clients: each name says "example" or "test" in its own language. Nobody here exists."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    legal_name: str
    called: str
    language: str
    other_names: tuple[str, ...] = ()


PEOPLE = (
    Person("Testa Beispiel", "Testa", "German"),
    Person("نموذج تجريبي", "نموذج", "Arabic", ("Namudhaj Tajribi",)),
    Person("Demo Ejemplo", "Demo", "Spanish", ("Dema Ejemplo",)),
    Person("Проба Образцова", "Проба", "Russian", ("Proba Obraztsova",)),
    Person("样例测试", "样例", "Mandarin Chinese", ("Yangli Ceshi",)),
    Person("Halimbawa Pagsubok", "Awa", "Tagalog"),
    Person("ምሳሌ ሙከራ", "ምሳሌ", "Amharic", ("Misale Mukera",)),
    Person("Ví Dụ Thử Nghiệm", "Ví Dụ", "Vietnamese", ("Vi Du Thu Nghiem",)),
    Person("उदाहरण परीक्षण", "उदाहरण", "Hindi", ("Udaharan Parikshan",)),
    Person("예시 시험", "예시", "Korean", ("Yesi Siheom",)),
    Person("Egzanp Esè", "Egzanp", "Haitian Creole"),
    Person("Contoh Percobaan", "Contoh", "Indonesian"),
    Person("Przykład Testowy", "Przykład", "Polish"),
    Person("ตัวอย่าง ทดสอบ", "ตัวอย่าง", "Thai", ("Tua-yang Thotsop",)),
    Person("উদাহরণ নমুনা", "উদাহরণ", "Bengali", ("Udahoron Nomuna",)),
    Person("Mfano Jaribio", "Mfano", "Swahili"),
    Person("Örnek Deneme", "Örnek", "Turkish"),
    Person("Exemplo Ensaio", "Exemplo", "Portuguese"),
    Person("Приклад Спроба", "Приклад", "Ukrainian", ("Pryklad Sproba",)),
    Person("نمونه آزمایشی", "نمونه", "Persian", ("Nemuneh Azmayeshi",)),
    Person("Tusaale Tijaabo", "Tusaale", "Somali"),
    Person("ኣብነት ፈተነ", "ኣብነት", "Tigrinya", ("Abnet Fetene",)),
    Person("Exemple Fictif", "Exemple", "French"),
    Person("उदाहरण नमुना", "नमुना", "Nepali", ("Udaharan Namuna",)),
    Person("مثال آزمائش", "مثال", "Urdu", ("Misaal Aazmaish",)),
    Person("ឧទាហរណ៍ សាកល្បង", "ឧទាហរណ៍", "Khmer", ("Utahor Sakalbong",)),
    Person("Ejemplar Inventado", "Ejemplar", "Spanish"),
    Person("ნიმუში საცდელი", "ნიმუში", "Georgian", ("Nimushi Satsdeli",)),
    Person("Namuna Sinov", "Namuna", "Uzbek"),
    Person("Exemplu Probă", "Exemplu", "Romanian"),
    Person("Példa Próba", "Példa", "Hungarian"),
    Person("例題試験", "例題", "Japanese", ("Reidai Shiken",)),
    Person("මාදිලි පරීක්ෂණ", "මාදිලි", "Sinhala", ("Madili Pariksana",)),
    Person("உதாரணம் சோதனை", "உதாரணம்", "Tamil", ("Utaranam Sotanai",)),
    Person("Àpẹẹrẹ Ìdánwò", "Àpẹẹrẹ", "Yoruba", ("Apeere Idanwo",)),
    Person("Shembull Provë", "Shembull", "Albanian"),
    Person("ဥပမာ စမ်းသပ်", "ဥပမာ", "Burmese", ("Upama Sansat",)),
    Person("Пример Измислен", "Пример", "Bulgarian", ("Primer Izmislen",)),
    Person("Παράδειγμα Δοκιμή", "Παράδειγμα", "Greek", ("Paradeigma Dokimi",)),
    Person("ຕົວຢ່າງ ທົດລອງ", "ຕົວຢ່າງ", "Lao", ("Tuayang Thotlong",)),
    Person("Musterine Erfunden", "Muster", "German"),
)
# The client of the main job.
MAIN = Person("Amira Beispielova", "Амира", "Russian", ("Амира Бейспилова", "أميرة مثال"))
