#include "base/json_writer.h"
#include "extract/read_document.h"

#include <fstream>
#include <iostream>
#include <sstream>

// The main body of pages as plain text, for body_finder.py: a JSON object a line. usage: body_text FILE…

namespace {

using namespace ogi;

std::string file_text(const char* path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string body_of(const model::Document& document) {
    std::string body;
    for (const auto& block : document.blocks) {
        if (block.kind != model::BlockKind::grid) {
            body.append(block.text).append("\n");
            continue;
        }
        for (const auto& cell : document.grids[block.grid].cells) body.append(cell.text).append("\n");
    }
    return body;
}

}  // namespace

int main(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        model::Snapshot snapshot;
        snapshot.body = file_text(argv[i]);
        const auto document = extract::read_document(snapshot);
        base::JsonWriter json;
        json.begin_object().field("file", argv[i]);
        json.field("text", document ? body_of(*document) : "").end_object();
        std::cout << json.text() << "\n";
        if (!document) std::cerr << argv[i] << ": " << document.error().context << "\n";
    }
}
