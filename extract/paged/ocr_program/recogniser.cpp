#include "extract/paged/ocr_program/recogniser.h"

#include "base/digest.h"

#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

namespace ogi::extract::paged {
namespace {

using tesseract::TessBaseAPI;

constexpr const char* figure_characters = "0123456789.,-/%";

base::Result<std::unique_ptr<TessBaseAPI>> open_engine(const char* language) {
    auto engine = std::make_unique<TessBaseAPI>();
    if (engine->Init(nullptr, language, tesseract::OEM_LSTM_ONLY) != 0) {
        return base::fail(base::ErrorCode::not_found,
                          std::string{"the model "} + language + " of Tesseract is not installed");
    }
    engine->SetVariable("debug_file", "/dev/null");
    // Each reading is to depend on its picture alone, not on those before it.
    engine->SetVariable("classify_enable_learning", "0");
    return engine;
}

std::string symbol_text(const tesseract::ResultIterator& at) {
    const std::unique_ptr<char[]> text{at.GetUTF8Text(tesseract::RIL_SYMBOL)};
    std::string found = text ? text.get() : "";
    std::erase_if(found, [](char c) { return c == ' ' || c == '\n'; });
    return found;
}

struct Symbol {
    Reading reading;
    bool begins_line = false;
    bool begins_word = false;
};

std::vector<Symbol> read_symbols(TessBaseAPI& engine, Pix* picture, tesseract::PageSegMode mode) {
    engine.SetPageSegMode(mode);
    engine.SetImage(picture);
    engine.SetSourceResolution(dots_per_inch);
    std::vector<Symbol> symbols;
    if (engine.Recognize(nullptr) != 0) return symbols;
    const std::unique_ptr<tesseract::ResultIterator> at{engine.GetIterator()};
    if (!at) return symbols;
    do {
        Symbol symbol;
        auto& reading = symbol.reading;
        reading.text = symbol_text(*at);
        int left = 0, top = 0, right = 0, bottom = 0;
        if (reading.text.empty() || !at->BoundingBox(tesseract::RIL_SYMBOL, &left, &top, &right, &bottom))
            continue;
        reading.box = {left, top, right - left, bottom - top};
        reading.confidence = static_cast<int>(std::lround(at->Confidence(tesseract::RIL_SYMBOL)));
        if (at->BoundingBox(tesseract::RIL_TEXTLINE, &left, &top, &right, &bottom))
            reading.line_height = bottom - top;
        symbol.begins_line = at->IsAtBeginningOf(tesseract::RIL_TEXTLINE);
        symbol.begins_word = at->IsAtBeginningOf(tesseract::RIL_WORD);
        symbols.push_back(std::move(symbol));
    } while (at->Next(tesseract::RIL_SYMBOL));
    engine.Clear();
    return symbols;
}

constexpr int run_gap_max = 2;  // In heights of the line; a wider gap parts what stands beside each other.

bool is_latin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void append(Reading& run, const Symbol& symbol) {
    const auto& next = symbol.reading;
    if (symbol.begins_word && is_latin(run.text.back()) && is_latin(next.text.front())) run.text += ' ';
    run.text += next.text;
    run.confidence = std::min(run.confidence, next.confidence);
    run.box = around_both(run.box, next.box);
}

std::vector<Reading> runs_of(const std::vector<Symbol>& symbols) {
    std::vector<Reading> runs;
    for (const auto& symbol : symbols) {
        const auto& next = symbol.reading;
        const bool goes_on =
            !runs.empty() && !symbol.begins_line &&
            next.box.x - (runs.back().box.x + runs.back().box.width) <= run_gap_max * next.line_height;
        if (goes_on)
            append(runs.back(), symbol);
        else
            runs.push_back(next);
    }
    return runs;
}

// "chi_sim 0123abcd". Releases of the models have no number of their own.
std::string named_model(const TessBaseAPI& engine, std::string_view folder) {
    constexpr std::size_t digits_kept = 8;
    const std::string language = engine.GetInitLanguagesAsString();
    std::ifstream file{std::string{folder} + "/" + language + ".traineddata", std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    return language + " " + base::sha256_hex(bytes).substr(0, digits_kept);
}

}  // namespace

Recogniser::Recogniser(Engine chinese, Engine figures)
    : chinese_{std::move(chinese)}, figures_{std::move(figures)} {
    const std::string folder = chinese_->GetDatapath();
    version_ = std::string{"Tesseract "} + TessBaseAPI::Version() + " with " +
               named_model(*chinese_, folder) + " and " + named_model(*figures_, folder);
}
Recogniser::Recogniser(Recogniser&&) noexcept = default;
Recogniser& Recogniser::operator=(Recogniser&&) noexcept = default;
Recogniser::~Recogniser() = default;

base::Result<Recogniser> Recogniser::open() {
    TRY(chinese, open_engine("chi_sim"));
    TRY(figures, open_engine("eng"));
    figures->SetVariable("tessedit_char_whitelist", figure_characters);
    return Recogniser{std::move(chinese), std::move(figures)};
}

std::vector<Reading> Recogniser::block(Pix* picture) {
    return runs_of(read_symbols(*chinese_, picture, tesseract::PSM_SINGLE_BLOCK));
}

std::vector<Reading> Recogniser::line(Pix* picture) {
    return runs_of(read_symbols(*chinese_, picture, tesseract::PSM_SINGLE_LINE));
}

Reading Recogniser::figure(Pix* picture) {
    Reading figure;
    for (const auto& symbol : read_symbols(*figures_, picture, tesseract::PSM_SINGLE_LINE)) {
        if (figure.text.empty())
            figure = symbol.reading;
        else
            append(figure, symbol);
    }
    return figure;
}

}  // namespace ogi::extract::paged
