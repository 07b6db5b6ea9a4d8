#include "daemon/visit/part_collector.h"

#include "daemon/visit/read_body.h"
#include "extract/reader.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>

namespace ogi::daemon {

std::string readers_of(const std::vector<model::Document>& documents) {
    std::set<std::string_view> readers;
    for (const auto& document : documents) readers.insert(extract::reader_of(document));
    std::string all;
    for (const auto reader : readers) all.append(all.empty() ? "" : ", ").append(reader);
    return all;
}

void PartCollector::follow(const model::Document& document) {
    for (auto& link : extract::find_parts(document, first_)) {
        if (parts_.size() >= extract::parts_max) {
            cut_ = true;
            return;
        }
        if (std::ranges::find(parts_, link.url, &extract::PartLink::url) == parts_.end())
            parts_.push_back(std::move(link));
    }
}

void PartCollector::show(const extract::BodyImages& images) {
    // Behind all further pages.
    int number = static_cast<int>(extract::parts_max);
    for (const auto& url : images.urls) parts_.push_back({url, ++number, true});
    images_cut_ = images.cut;
}

base::Result<void> PartCollector::read_all() {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const auto part = std::ranges::find(read_, parts_[i].url, &ReadPart::url);
        documents_.resize(parts_.size());
        if (part == read_.end()) continue;
        TRY(document, read_one(*part, parts_[i]));
        if (document) {
            if (!parts_[i].image) follow(*document);
            documents_.resize(parts_.size());
            documents_[i] = {std::move(document), part->snapshot->body.size()};
        } else {
            missing_.push_back(part->url.text());
        }
    }
    return {};
}

std::vector<std::string> PartCollector::limits() const {
    std::vector<std::string> names;
    if (cut_) names.emplace_back("parts_max");
    if (images_cut_) names.emplace_back("body_images_max");
    return names;
}

model::Document PartCollector::join(model::Document document, std::size_t body_bytes) {
    std::vector<model::Document> all;
    std::vector<std::size_t> sizes{body_bytes};
    all.push_back(std::move(document));
    for (const auto i : order()) {
        if (!documents_[i].document) continue;
        all.push_back(*std::move(documents_[i].document));
        sizes.push_back(documents_[i].body_bytes);
    }
    readers_ = readers_of(all);
    return extract::join_documents(std::move(all), sizes);
}

std::vector<extract::PartLink> PartCollector::take_parts() {
    std::ranges::stable_sort(parts_, {}, &extract::PartLink::number);
    return std::move(parts_);
}

// A part that answers with another page's address (the home page, the first page) is not there any more,
// and an image that is none was one.
base::Result<std::optional<model::Document>> PartCollector::read_one(const ReadPart& part,
                                                                     const extract::PartLink& link) const {
    if (!part.snapshot) return std::nullopt;
    const auto& url = part.snapshot->final_url;
    if (!url.empty() && url.path() != part.url.path()) return std::nullopt;
    auto read = read_body(*part.snapshot, programs_);
    if (!read && is_unread(read.error().code)) return std::move(read).error();
    if (!read || read->documents.size() != 1) return std::nullopt;
    auto& document = read->documents.front();
    if (link.image && document.format != model::Format::image) return std::nullopt;
    return std::move(document);
}

std::vector<std::size_t> PartCollector::order() const {
    std::vector<std::size_t> indices(documents_.size());
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    std::ranges::stable_sort(indices, {}, [&](std::size_t i) { return parts_[i].number; });
    return indices;
}

}  // namespace ogi::daemon
