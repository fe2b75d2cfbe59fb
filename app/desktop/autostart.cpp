// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/autostart.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSaveFile>
#include <QStandardPaths>

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto FileName = "tidemark.desktop"_L1;
constexpr auto Group = "[Desktop Entry]"_L1;

using Entries = QHash<QString, QString>; // the untranslated keys of [Desktop Entry]

std::optional<Entries> readEntries(const QString &path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    Entries entries;
    bool inGroup = false;
    const QStringList lines = QString::fromUtf8(file.read(65536)).split(u'\n');
    for (const QString &line : lines) {
        const QString text = line.trimmed();
        if (text.startsWith(u'['))
            inGroup = text == Group;
        const qsizetype equals = text.indexOf(u'=');
        if (inGroup && equals > 0 && !text.startsWith(u'#'))
            entries.insert(text.left(equals).trimmed(), text.mid(equals + 1).trimmed());
    }
    return entries;
}

// The escapes that every string value of a desktop entry has.
QString unescaped(const QString &value)
{
    QString text;
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value.at(i) != u'\\' || i + 1 == value.size()) {
            text += value.at(i);
            continue;
        }
        switch (value.at(++i).unicode()) {
        case u's':
            text += u' ';
            break;
        case u'n':
            text += u'\n';
            break;
        case u't':
            text += u'\t';
            break;
        case u'r':
            text += u'\r';
            break;
        case u'\\':
            text += u'\\';
            break;
        default:
            text += u'\\';
            text += value.at(i);
        }
    }
    return text;
}

QString escaped(const QString &text)
{
    return QString{text}
            .replace(u'\\', u"\\\\"_s)
            .replace(u'\n', u"\\n"_s)
            .replace(u'\t', u"\\t"_s)
            .replace(u'\r', u"\\r"_s);
}

bool starts(const Entries &entries)
{
    if (entries.value(u"Hidden"_s) == "true"_L1 ||
        entries.value(u"X-GNOME-Autostart-enabled"_s) == "false"_L1)
        return false;
    const QString program = Autostart::programOf(entries.value(u"Exec"_s));
    if (program.isEmpty())
        return false;
    return QDir::isAbsolutePath(program) ? QFileInfo{program}.isExecutable()
                                         : !QStandardPaths::findExecutable(program).isEmpty();
}

Result<> write(const QString &path, const QString &text)
{
    QSaveFile file{path};
    const QByteArray bytes = text.toUtf8();
    if (QDir{}.mkpath(QFileInfo{path}.path()) && file.open(QIODevice::WriteOnly) &&
        file.write(bytes) == bytes.size() && file.commit())
        return {};
    const bool full =
            file.error() == QFileDevice::ResourceError || file.error() == QFileDevice::WriteError;
    return fail(full ? Error::Kind::DiskFull : Error::Kind::AccessDenied, file.errorString(), path);
}

} // namespace

Autostart::Autostart(const QStringList &configFolders, const QString &program, QObject *parent)
    : QObject{parent}
    , m_program{program}
{
    for (const QString &folder : configFolders)
        m_folders.append(folder + "/autostart"_L1);
    m_file = m_folders.value(0) + u'/' + FileName;
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &Autostart::lookAgain);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &Autostart::lookAgain);
    watch();
    m_known = isEnabled();
}

bool Autostart::isEnabled() const
{
    // The first file of this name counts and hides the others, also when it only says Hidden.
    for (const QString &folder : m_folders) {
        if (const auto entries = readEntries(folder + u'/' + FileName))
            return starts(*entries);
    }
    return false;
}

Result<> Autostart::setEnabled(bool enabled)
{
    const bool systemWide =
            std::any_of(m_folders.cbegin() + 1, m_folders.cend(), [](const QString &folder) {
                return QFile::exists(folder + u'/' + FileName);
            });
    Result<> done;
    if (enabled) {
        QFile form{u":/autostart/tidemark.desktop"_s};
        const bool opened = form.open(QIODevice::ReadOnly);
        Q_ASSERT(opened); // compiled into the program
        Q_UNUSED(opened)
        done = write(
                m_file,
                QString::fromUtf8(form.readAll())
                        .replace("@COMMENT@"_L1, escaped(tr("Collects prices in the background")))
                        .replace("@EXEC@"_L1, execValue({m_program, u"--background"_s})));
    } else if (systemWide) { // removing ours would let the system's start
        done = write(m_file, u"[Desktop Entry]\nType=Application\nName=Tidemark\nHidden=true\n"_s);
    } else if (QFile file{m_file}; file.exists() && !file.remove()) {
        done = fail(Error::Kind::AccessDenied, file.errorString(), m_file);
    }
    watch();
    lookAgain();
    return done;
}

// A folder that does not exist cannot be watched: then the one above it is, until it does.
void Autostart::watch()
{
    for (const QString &folder : m_folders) {
        if (!m_watcher.directories().contains(folder) && !m_watcher.addPath(folder))
            m_watcher.addPath(QFileInfo{folder}.path());
        const QString file = folder + u'/' + FileName;
        if (QFile::exists(file) && !m_watcher.files().contains(file))
            m_watcher.addPath(file);
    }
}

void Autostart::lookAgain()
{
    watch(); // an editor that replaces the file leaves the old one watched
    if (const bool enabled = isEnabled(); enabled != m_known) {
        m_known = enabled;
        emit enabledChanged(enabled);
    }
}

// Two layers of escapes: quotes inside Exec, then those of any string value. A percent sign is
// doubled, because it begins a field code.
QString Autostart::execValue(const QStringList &command)
{
    static constexpr QStringView reserved = u" \t\n\"'\\><~|&;$*?#()`";
    QStringList words;
    for (const QString &argument : command) {
        QString word = QString{argument}.replace(u'%', u"%%"_s);
        if (word.isEmpty() || std::any_of(word.cbegin(), word.cend(), [](QChar character) {
                return reserved.contains(character);
            })) {
            for (const QChar special : u"\\\"`$"_s)
                word.replace(special, u'\\' + QString{special});
            word = u'"' + word + u'"';
        }
        words.append(word);
    }
    return escaped(words.join(u' '));
}

QString Autostart::programOf(const QString &execValue)
{
    const QString command = unescaped(execValue).trimmed();
    const bool quoted = command.startsWith(u'"');
    QString word;
    for (qsizetype i = quoted ? 1 : 0; i < command.size(); ++i) {
        const QChar character = command.at(i);
        if (quoted ? character == u'"' : character.isSpace())
            return word.replace("%%"_L1, "%"_L1);
        if (quoted && character == u'\\' && i + 1 < command.size())
            word += command.at(++i);
        else
            word += character;
    }
    return quoted ? QString{} : word.replace("%%"_L1, "%"_L1); // a quote that never ends
}
