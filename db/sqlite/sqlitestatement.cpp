// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqlite/sqlitestatement.h"

#include "db/connection.h"
#include "db/sqlite/sqliteerror.h"

#include <QStringEncoder>

using namespace Qt::Literals::StringLiterals;

namespace {

// The most bytes that the text of a value takes.
std::size_t textRoom(const SqlValue &value)
{
    if (const auto *text = std::get_if<QString>(&value.data()))
        return static_cast<std::size_t>(
                QStringEncoder{QStringConverter::Utf8}.requiredSpace(text->size()));
    return std::holds_alternative<Price>(value.data()) ? Price::TextCapacity : 0;
}

// Binds one value; text is written to room, which is moved past it.
class Binder final
{
public:
    Binder(sqlite3_stmt *statement, int position, char *&room)
        : m_statement{statement}
        , m_position{position}
        , m_room{room}
    {}

    int operator()(std::monostate) const { return sqlite3_bind_null(m_statement, m_position); }
    int operator()(qint64 number) const
    {
        return sqlite3_bind_int64(m_statement, m_position, number);
    }
    int operator()(double number) const
    {
        return sqlite3_bind_double(m_statement, m_position, number);
    }
    int operator()(SqlValue::Time time) const { return (*this)(time.ms); }
    int operator()(const Price &price) const
    {
        const QLatin1StringView text =
                price.toLatin1(std::span<char, Price::TextCapacity>{m_room, Price::TextCapacity});
        m_room += Price::TextCapacity;
        return bindText(text.data(), text.size());
    }
    int operator()(const QString &text) const
    {
        char *begin = m_room;
        m_room = QStringEncoder{QStringConverter::Utf8, QStringConverter::Flag::Stateless}
                         .appendToBuffer(begin, text);
        return bindText(begin, m_room - begin);
    }

private:
    int bindText(const char *text, qsizetype size) const
    {
        return sqlite3_bind_text64(m_statement, m_position, text, static_cast<sqlite3_uint64>(size),
                                   SQLITE_STATIC, SQLITE_UTF8);
    }

    sqlite3_stmt *m_statement;
    int m_position;
    char *&m_room;
};

} // namespace

Result<std::unique_ptr<Statement>> SqliteStatement::prepare(sqlite3 *database, const QString &sql)
{
    const QByteArray text = sql.toUtf8();
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(database, text.constData(), static_cast<int>(text.size() + 1),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        return failFrom(database);
    if (!statement)
        return fail(Error::Kind::Database, u"there is no statement in the text"_s);
    return std::unique_ptr<Statement>{new SqliteStatement{statement, sql}};
}

Result<> SqliteStatement::execute(std::span<const SqlValue> values)
{
    qCDebug(sqlLog).noquote() << sql();
    Q_ASSERT_X(!sqlite3_stmt_busy(m_statement), "SqliteStatement", "its rows are still being read");
    if (static_cast<int>(values.size()) != sqlite3_bind_parameter_count(m_statement))
        return fail(Error::Kind::Database, u"not one value for each placeholder"_s);
    if (!bind(values))
        return failFrom(database());
    m_code = sqlite3_step(m_statement);
    m_isAhead = true;
    Result<> executed = end();
    if (!executed)
        reset();
    return executed;
}

bool SqliteStatement::bind(std::span<const SqlValue> values)
{
    std::size_t room = 0;
    for (const SqlValue &value : values)
        room += textRoom(value);
    if (m_text.size() < room)
        m_text.resize(room);
    char *at = m_text.data();
    int position = 0;
    for (const SqlValue &value : values) {
        if (std::visit(Binder{m_statement, ++position, at}, value.data()) != SQLITE_OK)
            return false;
    }
    return true;
}

Result<> SqliteStatement::end() const
{
    if (m_code == SQLITE_ROW || m_code == SQLITE_DONE)
        return {};
    return failFrom(database());
}
