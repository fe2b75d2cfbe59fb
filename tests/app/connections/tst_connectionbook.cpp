// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connections/connectionbook.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestConnectionBook final : public QObject
{
    Q_OBJECT

private slots:
    void keepsEveryColour();
    void keepsNoPassword();
    void findsByAddress();
    void keepsThatItAsksToWrite();

private:
    [[nodiscard]] static KnownConnection server()
    {
        KnownConnection known;
        known.name = u"archive"_s;
        known.spec.engine = Engine::MariaDb;
        known.spec.host = u"db.example.org"_s;
        known.spec.databaseName = u"market"_s;
        known.spec.user = u"sam"_s;
        known.spec.password = u"s3cret"_s;
        return known;
    }

    QTemporaryDir m_folder;
    QSettings m_store{m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat};
};

void TestConnectionBook::keepsEveryColour()
{
    ConnectionBook book{m_store};
    for (int line = 0; line <= 5; ++line) {
        KnownConnection known = server();
        known.line = line;
        known.id = book.save(known);
        QCOMPARE(book.find(known.id)->line, line);
    }
    m_store.setValue(u"connections/1/line"_s, 9); // by hand
    QCOMPARE(book.all().constFirst().line, 5);
}

void TestConnectionBook::keepsNoPassword()
{
    ConnectionBook book{m_store};
    const QString id = book.save(server());
    QVERIFY(book.find(id)->spec.password.isEmpty());
    m_store.sync();
    QFile file{m_store.fileName()};
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("s3cret"));
}

void TestConnectionBook::findsByAddress()
{
    ConnectionBook book{m_store};
    KnownConnection other = server();
    other.name = u"mine"_s;
    other.spec.user = u"ann"_s;
    book.save(other);
    const auto found = book.findAt(other.spec.location());
    QVERIFY(found);
    QCOMPARE(found->name, u"mine"_s);
    book.remove(found->id);
    QVERIFY(!book.findAt(other.spec.location()));
}

void TestConnectionBook::keepsThatItAsksToWrite()
{
    ConnectionBook book{m_store};
    KnownConnection known = server();
    QVERIFY(!book.find(book.save(known))->asksToWrite);
    known.asksToWrite = true;
    QVERIFY(book.find(book.save(known))->asksToWrite);
}

QTEST_GUILESS_MAIN(TestConnectionBook)
#include "tst_connectionbook.moc"
