// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/assetcsv.h"

#include "db/domain/asset.h"
#include "db/sqlite/databasefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

struct AssetCsv {
    Q_DECLARE_TR_FUNCTIONS(AssetCsv)
};

struct Record {
    int line = 0; // where it begins
    QStringList fields;

    [[nodiscard]] bool isBlank() const { return fields.size() == 1 && fields.at(0).isEmpty(); }
};

// Splits text into records as RFC 4180 has it, line by line: a field in quotes may hold separators,
// doubled quotes and ends of lines.
class CsvReader final
{
public:
    CsvReader(QStringView text, QChar separator)
        : m_text{text}
        , m_separator{separator}
    {}

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }

    [[nodiscard]] Result<Record> next()
    {
        Record record{m_line, {}};
        for (bool isLast = false; !isLast;) {
            Result<QString> field = readField();
            if (!field)
                return fail(field.error());
            record.fields << field->trimmed();
            isLast = endField();
        }
        return record;
    }

private:
    [[nodiscard]] Result<QString> readField()
    {
        while (!atEnd() && m_text.at(m_at) == u' ')
            ++m_at;
        if (!atEnd() && m_text.at(m_at) == u'"')
            return readQuoted();
        const qsizetype begin = m_at;
        while (!atEnd() && m_text.at(m_at) != m_separator && !isLineEnd())
            ++m_at;
        return m_text.sliced(begin, m_at - begin).toString();
    }

    [[nodiscard]] Result<QString> readQuoted()
    {
        const int begin = m_line;
        QString field;
        for (++m_at; !atEnd(); ++m_at) {
            const QChar sign = m_text.at(m_at);
            if (sign == u'"' && m_at + 1 < m_text.size() && m_text.at(m_at + 1) == u'"') {
                field += sign;
                ++m_at;
            } else if (sign == u'"') {
                ++m_at;
                while (!atEnd() && m_text.at(m_at) != m_separator && !isLineEnd())
                    field += m_text.at(m_at++); // what wrongly follows the quotes
                return field;
            } else {
                m_line += sign == u'\n';
                field += sign;
            }
        }
        return fail(Error::Kind::Parse,
                    AssetCsv::tr("the quotes that begin in line %1 do not end").arg(begin));
    }

    // Steps over what ends the field; true when the record ends with it.
    bool endField()
    {
        if (atEnd())
            return true;
        if (m_text.at(m_at) == m_separator) {
            ++m_at;
            return false;
        }
        const bool isPair = m_text.at(m_at) == u'\r' && m_at + 1 < m_text.size() &&
                            m_text.at(m_at + 1) == u'\n';
        m_at += isPair ? 2 : 1;
        ++m_line;
        return true;
    }

    [[nodiscard]] bool isLineEnd() const
    {
        return m_text.at(m_at) == u'\n' || m_text.at(m_at) == u'\r';
    }

    QStringView m_text;
    QChar m_separator;
    qsizetype m_at = 0;
    int m_line = 1;
};

// Where each column stands; -1: the file has none.
struct Columns {
    qsizetype symbol = -1;
    qsizetype name = -1;
    qsizetype type = -1;
    qsizetype currency = -1;
    qsizetype active = -1;
    qsizetype count = 0;

    explicit Columns(const QStringList &header)
        : count{header.size()}
    {
        const auto place = [&header](const QString &name) {
            for (qsizetype column = 0; column < header.size(); ++column) {
                if (header.at(column).compare(name, Qt::CaseInsensitive) == 0)
                    return column;
            }
            return qsizetype{-1};
        };
        symbol = place(u"symbol"_s);
        name = place(u"name"_s);
        type = place(u"type"_s);
        currency = place(u"currency"_s);
        active = place(u"active"_s);
    }
};

// Nothing for a word that is neither.
std::optional<bool> truth(const QString &word)
{
    static constexpr std::array yes{"yes"_L1, "true"_L1, "1"_L1, "y"_L1, "active"_L1, ""_L1};
    static constexpr std::array no{"no"_L1, "false"_L1, "0"_L1, "n"_L1, "paused"_L1};
    const auto isOf = [&word](const auto &words) {
        return std::any_of(words.begin(), words.end(), [&word](QLatin1StringView each) {
            return word.compare(each, Qt::CaseInsensitive) == 0;
        });
    };
    if (isOf(yes))
        return true;
    return isOf(no) ? std::optional{false} : std::nullopt;
}

ImportLine lineOf(const Record &record, const Columns &columns)
{
    const auto field = [&record](qsizetype column) {
        return column < 0 ? QString{} : record.fields.value(column);
    };
    ImportLine line;
    line.number = record.line;
    line.asset.symbol = field(columns.symbol);
    line.asset.name = field(columns.name);
    line.asset.type = field(columns.type);
    line.asset.currency = field(columns.currency).toUpper();
    if (record.fields.size() > columns.count) {
        line.problem = AssetCsv::tr("There are %1 fields, and the header has %2. Put a name that "
                                    "holds the separator in double quotes.")
                               .arg(record.fields.size())
                               .arg(columns.count);
        return line;
    }
    if (line.asset.symbol.isEmpty()) {
        line.problem = AssetCsv::tr("The symbol is missing. Write it as BHP.AU.");
        return line;
    }
    const Result<QString> symbol = stockSymbol(line.asset.symbol);
    if (!symbol) {
        line.problem = symbol.error().detail;
        return line;
    }
    line.asset.symbol = *symbol;
    const std::optional<bool> isActive = truth(field(columns.active));
    line.isActive = isActive.value_or(true);
    line.problem = isActive ? assetFault(line.asset)
                            : AssetCsv::tr("'%1' is neither yes nor no. Write yes for an asset "
                                           "that is synced, no for a paused one.")
                                      .arg(field(columns.active));
    return line;
}

// What separates the fields of the header.
QChar separatorOf(QStringView text)
{
    const qsizetype end = text.indexOf(u'\n');
    const QStringView header = end < 0 ? text : text.first(end);
    return header.count(u';') > header.count(u',') ? u';' : u',';
}

} // namespace

Result<AssetImport> readAssetCsv(const QByteArray &content)
{
    if (content.size() > LargestAssetFile)
        return fail(Error::Kind::Refused,
                    AssetCsv::tr("The file is larger than 64 MB. Split it into smaller ones."));
    QStringDecoder decoder{QStringDecoder::Utf8};
    const QString text = decoder(content); // which steps over a BOM
    if (decoder.hasError())
        return fail(Error::Kind::Parse, AssetCsv::tr("it is not UTF-8 text"));

    CsvReader reader{text, separatorOf(text)};
    Record header;
    while (!reader.atEnd() && header.fields.isEmpty()) {
        Result<Record> record = reader.next();
        if (!record)
            return fail(record.error());
        if (!record->isBlank())
            header = *record;
    }
    const Columns columns{header.fields};
    if (columns.symbol < 0)
        return fail(Error::Kind::Parse,
                    AssetCsv::tr("its first line names no column symbol; write "
                                 "symbol,name,type,currency,active above the assets"));

    AssetImport import;
    QHash<QString, int> seen; // the line of each symbol
    while (!reader.atEnd()) {
        const Result<Record> record = reader.next();
        if (!record)
            return fail(record.error());
        if (record->isBlank())
            continue;
        ImportLine line = lineOf(*record, columns);
        if (line.problem.isEmpty()) {
            if (const auto before = seen.constFind(line.asset.symbol); before != seen.cend())
                line.problem = AssetCsv::tr("%1 stands in line %2 already. That line counts.")
                                       .arg(line.asset.symbol)
                                       .arg(*before);
            else
                seen.insert(line.asset.symbol, line.number);
        }
        import.lines << line;
    }
    return import;
}

Result<AssetImport> readAssetFile(const QString &path)
{
    if (QFileInfo{path}.isDir())
        return fail(Error::Kind::Usage,
                    AssetCsv::tr("%1 is a folder. Name the CSV file that the assets stand in.")
                            .arg(path));
    if (isDatabaseFile(path))
        return fail(Error::Kind::Usage,
                    AssetCsv::tr("%1 is a database. Name the CSV file that the assets stand in.")
                            .arg(path));
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return fail(file.exists() ? Error::Kind::AccessDenied : Error::Kind::NotFound,
                    file.exists() ? file.errorString() : QString{}, path);
    const QByteArray content = file.read(LargestAssetFile + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(Error::Kind::AccessDenied, file.errorString(), path);
    Result<AssetImport> import = readAssetCsv(content);
    if (!import) {
        Error error = import.error();
        error.subject = path;
        return fail(error);
    }
    import->file = path;
    return import;
}
