#include "extract/gumbo_tree.h"

#include "extract/markup_reader.h"

#include <csetjmp>
#include <cstdlib>
#include <ctime>
#include <vector>

namespace ogi::extract {
namespace {

// What this thread has computed: a page is not refused because the machine does other things meanwhile.
std::chrono::nanoseconds time_computed() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::chrono::seconds{used.tv_sec} + std::chrono::nanoseconds{used.tv_nsec};
}

}  // namespace

// Hands out memory and takes none back until it is destroyed.
class GumboTree::Arena {
  public:
    enum class Breach { none, memory, time };

    explicit Arena(const Limits& limits)
        : bytes_left_{limits.parse_memory_max}, deadline_{time_computed() + limits.parse_time_max} {}
    ~Arena() {
        for (void* chunk : chunks_) std::free(chunk);
    }
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    // nullptr where there is no tree because a limit was reached; `breach` says which.
    const GumboNode* parse(std::string_view text);
    Breach breach() const { return breach_; }

  private:
    static void* allocate(void* self, std::size_t size) { return static_cast<Arena*>(self)->take(size); }
    static void release(void*, void*) {}

    void* take(std::size_t size);
    void add_chunk(std::size_t size);
    // Leaves parse(). Only Gumbo's C frames lie between, which own nothing but arena memory.
    [[noreturn]] void leave(Breach why) {
        breach_ = why;
        std::longjmp(exit_, 1);
    }

    static constexpr std::size_t chunk_bytes = 256 << 10;
    static constexpr unsigned allocations_between_looks_at_the_clock = 1024;

    std::size_t bytes_left_;
    std::chrono::nanoseconds deadline_;
    std::vector<void*> chunks_;
    char* next_ = nullptr;
    std::size_t chunk_left_ = 0;
    unsigned allocations_ = 0;
    Breach breach_ = Breach::none;
    std::jmp_buf exit_;
};

void GumboTree::Arena::add_chunk(std::size_t size) {
    if (size > bytes_left_) leave(Breach::memory);
    void* const chunk = std::malloc(size);
    if (chunk == nullptr) leave(Breach::memory);
    bytes_left_ -= size;
    chunks_.push_back(chunk);
    next_ = static_cast<char*>(chunk);
    chunk_left_ = size;
}

void* GumboTree::Arena::take(std::size_t size) {
    if (++allocations_ % allocations_between_looks_at_the_clock == 0 && time_computed() > deadline_)
        leave(Breach::time);
    constexpr std::size_t unit = alignof(std::max_align_t);
    size = (size + unit - 1) / unit * unit;
    if (size > chunk_left_) {
        if (size > chunk_bytes / 4) {
            // A block of its own; the current chunk stays in use.
            char* const next = next_;
            const auto left = chunk_left_;
            add_chunk(size);
            void* const block = next_;
            next_ = next, chunk_left_ = left;
            return block;
        }
        add_chunk(chunk_bytes);
    }
    void* const block = next_;
    next_ += size;
    chunk_left_ -= size;
    return block;
}

const GumboNode* GumboTree::Arena::parse(std::string_view text) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = &Arena::allocate;
    options.deallocator = &Arena::release;
    options.userdata = this;
    options.max_errors = 0;
    // No object with a destructor may live in this function.
    if (setjmp(exit_) != 0) return nullptr;
    return gumbo_parse_with_options(&options, text.data(), text.size())->root;
}

namespace {

// Copies what is read of Gumbo's tree, without recursion.
class Flattener {
  public:
    explicit Flattener(std::string_view page) : page_{page} {}

    HtmlTree::Parts flatten(const GumboNode& root) {
        struct Waiting {
            const GumboNode* node;
            std::uint32_t parent;
        };
        std::vector<Waiting> waiting{{&root, 0}};
        while (!waiting.empty()) {
            const auto [node, parent] = waiting.back();
            waiting.pop_back();
            const auto index = static_cast<std::uint32_t>(parts_.nodes.size());
            if (node->type == GUMBO_NODE_ELEMENT) {
                add_element(node->v.element, parent);
                const auto& children = node->v.element.children;
                for (unsigned i = children.length; i > 0; --i) {
                    waiting.push_back({static_cast<const GumboNode*>(children.data[i - 1]), index});
                }
            } else if (node->type != GUMBO_NODE_COMMENT && node->type != GUMBO_NODE_TEMPLATE) {
                const auto& text = node->v.text;
                parts_.nodes.push_back({.text = text.text,
                                        .source = range_of(text.original_text),
                                        .parent = parent,
                                        .kind = HtmlKind::text});
            }
        }
        close_nodes(parts_.nodes);
        return std::move(parts_);
    }

  private:
    struct Attributes {
        std::uint32_t first = 0;
        std::uint16_t count = 0;
        AttributeNames names = 0;
    };

    void add_element(const GumboElement& element, std::uint32_t parent) {
        const auto attributes = element.attributes.length > 0 ? attributes_of(element) : Attributes{};
        parts_.nodes.push_back(
            {.text = {},
             .source = range_of(element.original_tag),
             .parent = parent,
             .first_attribute = attributes.first,
             .attribute_count = attributes.count,
             .attribute_names = attributes.names,
             .kind = element.tag_namespace == GUMBO_NAMESPACE_HTML ? HtmlKind::element : HtmlKind::foreign,
             .tag = element.tag});
    }

    // Gumbo glues the name of an attribute that is doubled to the next one's: <td nowrap nowrap rowspan=2>
    // would span one row. So attributes are read from the tag, but for <html> and <body>, which gather those
    // of further tags.
    Attributes attributes_of(const GumboElement& element) {
        const auto tag = range_of(element.original_tag);
        MarkupReader reader{page_.substr(tag.begin, tag.end - tag.begin), parts_, known_tags_};
        const auto& markup = reader.next();
        const bool gathers = element.tag == GUMBO_TAG_HTML || element.tag == GUMBO_TAG_BODY;
        const bool is_it = markup.kind == MarkupKind::start_tag && markup.tag == element.tag;
        if (!gathers && is_it && reader.sound()) {
            return {markup.first_attribute, markup.attribute_count, markup.attribute_names};
        }
        const auto first = parts_.attributes.size();
        AttributeNames names = 0;
        for (unsigned i = 0; i < element.attributes.length; ++i) {
            const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
            AttributeName name{};
            if (!find_attribute_name(attribute.name, name)) continue;
            parts_.attributes.push_back({name, attribute.value});
            names |= bit_of(name);
        }
        return {static_cast<std::uint32_t>(first),
                static_cast<std::uint16_t>(parts_.attributes.size() - first), names};
    }

    // Gumbo makes up nodes and moves others; believe only what points into the page.
    TextRange range_of(const GumboStringPiece& piece) const {
        if (piece.data == nullptr || piece.length == 0) return {};
        if (piece.data < page_.data() || piece.data + piece.length > page_.data() + page_.size()) return {};
        const auto begin = static_cast<std::uint32_t>(piece.data - page_.data());
        return {begin, begin + static_cast<std::uint32_t>(piece.length)};
    }

    std::string_view page_;
    HtmlTree::Parts parts_;
    KnownTags known_tags_;
};

}  // namespace

base::Result<GumboTree> GumboTree::parse(std::string_view text, const Limits& limits) {
    auto arena = std::make_shared<Arena>(limits);
    const GumboNode* const root = arena->parse(text);
    switch (arena->breach()) {
        case Arena::Breach::none:
            break;
        case Arena::Breach::memory:
            return base::fail(base::ErrorCode::too_large,
                              "the page's markup needs more memory than parse_memory_max (" +
                                  std::to_string(limits.parse_memory_max) + " bytes)");
        case Arena::Breach::time:
            return base::fail(base::ErrorCode::too_large,
                              "the page's markup takes longer to read than parse_time_max (" +
                                  std::to_string(limits.parse_time_max.count()) + " ms)");
    }
    return GumboTree{std::move(arena), root, text};
}

HtmlTree::Parts GumboTree::flatten() const {
    auto parts = Flattener{text_}.flatten(*root_);
    parts.storage = arena_;
    return parts;
}

}  // namespace ogi::extract
