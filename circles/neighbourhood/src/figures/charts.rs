//! Pictures of figures: numbers for the templates that draw them. Each bar carries its own words, and the table with the
//! same numbers stands below, so that neither eyes nor colours are needed.

/// Units of the drawing, which is as wide as a small phone.
const WIDTH: i64 = 360;
/// The longest lying bar, with room for its number.
const BAR_MAX: i64 = 290;
/// The height of a lying bar with its name.
const ROW: i64 = 48;
/// The tallest standing bar.
const TALL_MAX: i64 = 110;
/// Room above a standing bar for its number.
const HEAD: i64 = 22;

/// A bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Its number, in words.
    pub words: String,
    /// Left edge.
    pub x: i64,
    /// Upper edge.
    pub y: i64,
    /// How long, along its direction.
    pub length: i64,
    /// Where its number stands.
    pub words_at: i64,
    /// There is no number to draw.
    pub empty: bool,
}

/// A picture.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Tells pictures on one page apart.
    pub id: &'static str,
    /// What it shows.
    pub title: String,
    /// The same in sentences, for those who hear it.
    pub told: String,
    /// The bars.
    pub bars: Vec<Bar>,
    /// The height of the drawing.
    pub height: i64,
}

impl Chart {
    /// The drawing's own measure.
    #[expect(clippy::unused_self, reason = "templates call it on the chart")]
    pub fn width(&self) -> i64 {
        WIDTH
    }
}

/// One thing to draw: its name, the height of its number, and the number in words.
pub struct Drawn {
    /// Its name.
    pub name: String,
    /// Its number; none when it is not shown.
    pub number: Option<i64>,
    /// The number in words.
    pub words: String,
}

fn told(drawn: &[Drawn]) -> String {
    drawn.iter().map(|one| format!("{}: {}", one.name, one.words)).collect::<Vec<_>>().join("; ")
}

fn scaled(number: Option<i64>, (most, longest): (i64, i64)) -> i64 {
    number.map_or(0, |number| number.clamp(0, most) * longest / most.max(1))
}

/// Lying bars, one under the other; `most` is the number of the longest.
#[must_use]
pub fn lying(id: &'static str, title: String, (drawn, most): (Vec<Drawn>, i64)) -> Chart {
    let told = told(&drawn);
    let bars: Vec<Bar> = drawn
        .into_iter()
        .zip(0i64..)
        .map(|(one, row)| {
            let length = scaled(one.number, (most, BAR_MAX));
            Bar {
                name: one.name,
                words: one.words,
                x: 1,
                y: row * ROW,
                length,
                words_at: length + 8,
                empty: one.number.is_none(),
            }
        })
        .collect();
    let height = bars.last().map_or(0, |bar| bar.y) + ROW;
    Chart { id, title, told, bars, height }
}

/// Standing bars, side by side.
#[must_use]
pub fn standing(id: &'static str, title: String, (drawn, most): (Vec<Drawn>, i64)) -> Chart {
    let told = told(&drawn);
    let count = i64::try_from(drawn.len()).unwrap_or(1).max(1);
    let bars = drawn.into_iter().zip(0i64..).map(|(one, place)| {
        let length = scaled(one.number, (most, TALL_MAX));
        let y = HEAD + TALL_MAX - length;
        Bar {
            name: one.name,
            words: one.words,
            x: place * WIDTH / count + 4,
            y,
            length,
            words_at: y - 6,
            empty: one.number.is_none(),
        }
    });
    Chart { id, title, told, bars: bars.collect(), height: HEAD + TALL_MAX + 26 }
}
