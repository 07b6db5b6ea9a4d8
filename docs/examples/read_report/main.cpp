// Reads a page with a report and tells what it says: read_report FILE [URL]
#include <ogi/extract.h>
#include <ogi/parser.h>

#include <fstream>
#include <iostream>
#include <iterator>

int main(int argc, char** argv) {
    if (argc < 2) return std::cerr << "usage: read_report FILE [URL]\n", 2;
    std::ifstream file{argv[1], std::ios::binary};

    ogi::model::Snapshot page;
    page.body.assign(std::istreambuf_iterator<char>{file}, {});
    const auto document = ogi::extract::read_document(page);
    if (!document) return std::cerr << document.error().context << '\n', 1;

    const auto report = ogi::parser::parse_report(*document, {.url = argc > 2 ? argv[2] : "", .agency = {}});
    if (!report.is_report) return std::cout << "no report: " << report.reason << '\n', 1;
    std::cout << report.agency.name << ' ' << report.year << '\n';

    // A cell has a value only if a number stands there: blank is not zero.
    const auto& received = report.cells.at("requests.new_received.total");
    std::cout << "received: " << (received.value ? received.value->text() : "not given") << '\n';

    for (const auto& finding : ogi::parser::review(report).findings) std::cout << finding.message << '\n';
}
