#pragma once

#include "base/result.h"
#include "daemon/visit/ingest.h"
#include "extract/body_images.h"
#include "extract/discovery/parts.h"
#include "extract/programs.h"
#include "model/document.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ogi::daemon {

// By which programs documents were read (extract::reader_of), each once: "poppler 22.12.0".
std::string readers_of(const std::vector<model::Document>& documents);

// The parts of a report, as far as `read` lets them be found: those that the first page names, then those
// that they name in turn. All references must outlive it.
class PartCollector {
  public:
    PartCollector(const base::Url& first, std::span<const ReadPart> read, const extract::Programs& programs)
        : first_{first}, read_{read}, programs_{programs} {}

    // Adds the parts that a document names.
    void follow(const model::Document& document);
    // Adds images that the first page shows in place of its tables.
    void show(const extract::BodyImages& images);

    // Reads what was fetched, each part once, also the parts that parts name. Fails as read_body does where a
    // part was not read (model::Document::unread).
    base::Result<void> read_all();

    const std::vector<extract::PartLink>& parts() const { return parts_; }
    const std::vector<std::string>& missing() const { return missing_; }
    // The names of limits on parts that were reached.
    std::vector<std::string> limits() const;

    // The first document and all that were read, in the order of their numbers.
    model::Document join(model::Document document, std::size_t body_bytes);
    // Who read what was joined.
    const std::string& readers() const { return readers_; }

    std::vector<extract::PartLink> take_parts();

  private:
    struct Read {
        std::optional<model::Document> document;
        std::size_t body_bytes = 0;
    };

    base::Result<std::optional<model::Document>> read_one(const ReadPart& part,
                                                          const extract::PartLink& link) const;
    std::vector<std::size_t> order() const;

    const base::Url& first_;
    std::span<const ReadPart> read_;
    const extract::Programs& programs_;
    std::vector<extract::PartLink> parts_;
    std::vector<Read> documents_;  // Beside parts_.
    std::vector<std::string> missing_;
    std::string readers_;
    bool cut_ = false;
    bool images_cut_ = false;
};

}  // namespace ogi::daemon
