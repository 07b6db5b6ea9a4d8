// Whether pages give the same Document by the tree builder and by Gumbo, and how many are left to Gumbo, why.
//
//     same_documents FOLDER|FILE…      every file below FOLDER but *.gz
//
// Names the pages that differ, and is 1 then.
#include "extract/charset.h"
#include "extract/read_document.h"
#include "extract/tree_builder.h"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace ogi;
namespace fs = std::filesystem;

model::Snapshot snapshot_of(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    std::ostringstream bytes;
    bytes << in.rdbuf();
    model::Snapshot snapshot;
    snapshot.url = base::Url::parse("http://www.example.gov.cn/zwgk/index.html").value();
    snapshot.final_url = snapshot.url;
    snapshot.body = std::move(bytes).str();
    return snapshot;
}

class Comparison {
  public:
    void add(const fs::path& file) {
        const auto snapshot = snapshot_of(file);
        ++pages_;
        const auto built = extract::build_tree(extract::decode_body(snapshot.body, "").text);
        if (built.left != extract::LeftToGumbo::nothing) {
            ++left_[extract::name_of(built.left)];
            return;
        }
        // Gumbo's time is counted by the clock, and this may share its machine.
        const extract::Limits patient{.parse_time_max = std::chrono::seconds{20}};
        const auto ours = extract::read_document(snapshot, patient);
        const auto gumbos = extract::read_document(snapshot, patient, extract::HtmlParser::gumbo);
        const bool same = ours && gumbos ? *ours == *gumbos : ours.has_value() == gumbos.has_value();
        if (same) return;
        ++different_;
        std::printf("different: %s\n", file.c_str());
    }

    int report() const {
        std::printf("%d pages, %d different", pages_, different_);
        for (const auto& [reason, count] : left_) {
            std::printf(", %d left to Gumbo for %.*s", count, static_cast<int>(reason.size()), reason.data());
        }
        std::printf("\n");
        return different_ == 0 ? 0 : 1;
    }

  private:
    int pages_ = 0;
    int different_ = 0;
    std::map<std::string_view, int> left_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return std::fputs("usage: same_documents FOLDER|FILE...\n", stderr), 2;
    Comparison comparison;
    for (int i = 1; i < argc; ++i) {
        if (!fs::is_directory(argv[i])) {
            comparison.add(argv[i]);
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator{argv[i]}) {
            if (entry.is_regular_file() && entry.path().extension() != ".gz") comparison.add(entry.path());
        }
    }
    return comparison.report();
}
