#include "storage/verify.h"

#include "model/agency_json.h"
#include "storage/blob_files.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/table_check.h"
#include "storage/verify_parts.h"

#include <algorithm>

namespace ogi::storage {

using base::ErrorCode;
using base::Result;

namespace {

Result<void> verify_meta(const Looking& looking) {
    Scan scan{looking.database, Family::meta};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next()) ++records;
    looking.count(Family::meta, records);
    for (const auto name : {meta_last_sequence, meta_last_host, meta_epoch}) {
        if (const auto number = looking.database.number_in_meta(name); !number)
            looking.findings.add(Fault::wrong_meta, "meta " + std::string{name}, number.error().context);
    }
    return looking.walked(scan, Family::meta);
}

Result<void> verify_robots(const Looking& looking) {
    Scan scan{looking.database, Family::robots};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next(), ++records) {
        if (const auto robots = read_robots(scan.key(), scan.value()); !robots)
            looking.findings.add(Fault::unreadable_record, "robots.txt of " + std::string{scan.key()},
                                 robots.error().context);
    }
    looking.count(Family::robots, records);
    return looking.walked(scan, Family::robots);
}

Result<void> verify_agencies(const Looking& looking) {
    Scan scan{looking.database, Family::agencies};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next(), ++records) {
        const auto agency = model::parse_agency_json(scan.value());
        if (!agency || agency->name != scan.key())
            looking.findings.add(Fault::unreadable_record, "agency " + std::string{scan.key()},
                                 agency ? "it is another record" : agency.error().context);
    }
    looking.count(Family::agencies, records);
    return looking.walked(scan, Family::agencies);
}

struct Part {
    std::string_view name;
    Result<void> (*verify)(const Looking&);
};

constexpr std::array parts = {
    Part{"blob files", verify_files},
    Part{"meta", verify_meta},
    Part{"robots", verify_robots},
    Part{"agencies", verify_agencies},
    Part{"pages, schedule, hosts, prefixes and suspects", verify_pages},
    Part{"states, revisions and copies", verify_reports},
    Part{"the change log", verify_feed},
    Part{"the chain over it", verify_chain},
    Part{"consumers", verify_consumers},
    Part{"bodies, bases and captures", verify_bodies},
};

}  // namespace

void Looking::count(Family family, std::uint64_t records) const {
    verified.families.push_back({name_of(family), records});
}

Result<void> Looking::walked(const Scan& scan, Family family) const {
    for (const auto& place : scan.damage())
        findings.add(Fault::unreadable_block, "family " + std::string{name_of(family)}, place);
    const auto outcome = scan.outcome();
    if (!outcome && scan.broke_off() && outcome.error().code != ErrorCode::malformed) return outcome.error();
    return {};
}

std::optional<std::string> Unread::read_anew(std::string_view key, const std::string& name) {
    const auto read = [&]() -> Result<std::optional<std::string>> {
        TRY(store, looking_.fresh.store());
        return store->database().get(family_, key);
    };
    auto value = read();
    if (value) return *std::move(value);
    if (++count_ <= named_max)
        looking_.findings.add(Fault::unreadable_record, name, std::move(value).error().context);
    return std::nullopt;
}

void Unread::finish() {
    if (count_ <= named_max) return;
    const auto rest = std::to_string(count_ - named_max);
    looking_.findings.add(Fault::unreadable_record, "family " + std::string{name_of(family_)},
                          rest + " more of its values cannot be read");
}

// Each family is walked an extra time only where some block is known to be damaged. One that no walk comes
// by, of an index or a filter, is told here; the others their families tell.
std::set<Family> damaged_families(const Store& store, Findings& findings) {
    std::set<Family> damaged;
    const auto damage = check_tables(store).damage;
    if (damage.empty()) return damaged;
    for (std::size_t i = 0; i < families.size(); ++i) {
        const auto family = static_cast<Family>(i);
        Scan scan{store.database(), family};
        for (scan.seek({}); scan.valid();) scan.next();
        if (!scan.damage().empty() || scan.broke_off()) damaged.insert(family);
    }
    if (damaged.empty()) findings.add(Fault::unreadable_file, "a table", damage);
    return damaged;
}

Result<void> verify_files(const Looking& looking) {
    const auto faults = damaged_blob_files(looking.store);
    const auto named = std::min<std::size_t>(faults.size(), Unread::named_max);
    for (std::size_t i = 0; i < named; ++i)
        looking.findings.add(Fault::unreadable_file, faults[i].file + " of " + faults[i].family,
                             faults[i].what);
    if (named < faults.size())
        looking.findings.add(Fault::unreadable_file, "the store's folder",
                             std::to_string(faults.size() - named) + " more files");
    return {};
}

Result<Verified> verify(const Store& store, const VerifyOptions& options, Findings::Sink sink) {
    Verified verified;
    Findings findings{std::move(sink)};
    FreshLook fresh{store.database().folder()};
    if (options.progress) options.progress("tables");
    const Looking looking{
        store, store.database(), options, findings, verified, fresh, damaged_families(store, findings)};
    for (const auto& part : parts) {
        if (options.progress) options.progress(part.name);
        TRY_VOID(part.verify(looking));
    }
    verified.violations = findings.count();
    return verified;
}

}  // namespace ogi::storage
