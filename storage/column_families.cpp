#include "storage/column_families.h"

#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

namespace ogi::storage {

namespace {

constexpr std::size_t write_buffer_bytes = std::size_t{16} << 20;  // One family's, before it is flushed.
constexpr std::size_t block_bytes = std::size_t{16} << 10;
constexpr double filter_bits_a_key = 10;

// RocksDB 7.8 would write to a log that has failed once its disk has room again, and end the program by an
// assertion. Whoever uses the store opens it again.
class NoRecovery : public rocksdb::EventListener {
  public:
    void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status, bool* auto_recovery) override {
        *auto_recovery = false;
    }
};

}  // namespace

rocksdb::DBOptions database_options(OpenMode mode) {
    rocksdb::DBOptions options;
    options.create_if_missing = mode == OpenMode::read_write;
    options.create_missing_column_families = mode == OpenMode::read_write;
    // A reader holds every table open, so that it goes on reading what a running daemon compacts away.
    options.max_open_files = mode == OpenMode::read_write ? open_files_max : -1;
    // RocksDB 7.8 may reorder retried flushes from eight jobs on; two cores need no more than two.
    options.max_background_jobs = 2;
    options.write_buffer_manager = std::make_shared<rocksdb::WriteBufferManager>(write_buffers_bytes);
    options.max_total_wal_size = write_buffers_bytes;
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
    options.bytes_per_sync = std::uint64_t{1} << 20;
    options.keep_log_file_num = info_log_files_max;
    options.max_log_file_size = info_log_bytes_max;
    options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
    // Where no thread can be had, RocksDB ends the program while it opens its tables by several.
    options.max_file_opening_threads = 1;
    options.max_bgerror_resume_count = 0;
    options.listeners = {std::make_shared<NoRecovery>()};
    options.stats_dump_period_sec = 0;
    options.stats_persist_period_sec = 0;
    return options;
}

rocksdb::ColumnFamilyOptions family_options(Family family, const std::shared_ptr<rocksdb::Cache>& cache) {
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = cache;
    table.block_size = block_bytes;
    table.format_version = 5;
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(filter_bits_a_key));
    // Index and filter blocks live in the cache, so that memory stays bounded however large the store grows.
    table.cache_index_and_filter_blocks = true;
    table.pin_l0_filter_and_index_blocks_in_cache = true;

    rocksdb::ColumnFamilyOptions options;
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    options.write_buffer_size = write_buffer_bytes;
    options.level_compaction_dynamic_level_bytes = true;
    options.compression = rocksdb::kZSTD;
    if (family == Family::schedule) {
        // Only ever walked, host by host within bounds: a filter of its keys would be memory for nothing.
        table.filter_policy.reset();
        options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    }
    if (family == Family::chain) options.compression = rocksdb::kNoCompression;  // Digests.
    if (family == Family::bodies || family == Family::revisions) {
        // Frames of ours already. They never change, so they stay in blob files, out of compaction's way.
        options.compression = rocksdb::kNoCompression;
        options.enable_blob_files = true;
        options.min_blob_size = 1024;
    }
    return options;
}

}  // namespace ogi::storage
