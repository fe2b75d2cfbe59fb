// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "views/credentials/credentialspanel.h"
#include "views/credentials/secretdialog.h"
#include "views/shell/banner.h"
#include "views/shell/dangerousactdialog.h"
#include "views/tables/datatable.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestCredentialsPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsWhereEverythingIs();
    void saysWhatAKeyIsFor();
    void setSendsWhatWasTyped();
    void pastes();
    void setIsReplaceWhereOneIs();
    void environmentIsNotReplaced();
    void thisRunOnlyWithoutAKeychain_data();
    void thisRunOnlyWithoutAKeychain();
    void lockedOffersToUnlock();
    void bannerGoesWithItsCause();
    void testSaysTheResult();
    void cannotBeTestedSaysWhy();
    void removeAsksFirst();
    void newsKeepTheSelection();
    void keepsState();
    void everythingHasAName();

private:
    [[nodiscard]] static CredentialRow row(const QString &name, CredentialRow::Purpose purpose,
                                           CredentialRow::Place place)
    {
        CredentialRow made;
        made.name = name;
        made.purpose = purpose;
        made.place = place;
        made.variable = name.toUpper();
        return made;
    }
    [[nodiscard]] static QList<CredentialRow> sample()
    {
        using Purpose = CredentialRow::Purpose;
        using Place = CredentialRow::Place;
        CredentialRow password =
                row(u"database:archive"_s, Purpose::DatabasePassword, Place::Keychain);
        password.connection = u"archive"_s;
        password.location = u"postgresql://sam@db.example.org:5432/market"_s;
        return {row(u"coinspot-key"_s, Purpose::CoinspotKey, Place::Environment),
                row(u"coinspot-secret"_s, Purpose::CoinspotSecret, Place::ThisRun),
                row(u"eodhd-token"_s, Purpose::EodhdToken, Place::NotSet), password};
    }
    template <typename Widget> [[nodiscard]] Widget &child(const QString &name) const
    {
        auto *widget = m_panel->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return *widget;
    }
    [[nodiscard]] DataTable &table() const { return child<DataTable>(u"credentialsTable"_s); }
    [[nodiscard]] QAction &action(const QString &name) const { return child<QAction>(name); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return m_model->index(row, column).data().toString();
    }
    void choose(const QString &name) const { table().selectRow(m_model->rowOf(name)); }
    [[nodiscard]] SecretDialog *openDialog() const
    {
        action(u"setCredential"_s).trigger();
        return m_panel->findChild<SecretDialog *>();
    }
    static void press(const QWidget &dialog, const QString &button)
    {
        QTest::keyClick(dialog.findChild<QPushButton *>(button), Qt::Key_Space);
    }

    Theme m_theme;
    std::unique_ptr<CredentialTableModel> m_model;
    std::unique_ptr<CredentialsPanel> m_panel;
};

void TestCredentialsPanel::init()
{
    m_panel.reset();
    m_model = std::make_unique<CredentialTableModel>(QLocale{u"en_AU"_s}, [] {
        return QDateTime{{2026, 11, 20}, {3, 35}, Qt::UTC};
    });
    new QAbstractItemModelTester{m_model.get(), m_model.get()};
    m_panel = std::make_unique<CredentialsPanel>(*m_model, m_theme);
    m_panel->resize(1188, 780);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->setKeychain({KeychainState::Kind::Usable, {}, {}});
    m_panel->setCredentials(sample());
}

void TestCredentialsPanel::showsWhereEverythingIs()
{
    const QStringList expected{u"CoinSpot API key: Environment"_s,
                               u"CoinSpot API secret: This run only"_s,
                               u"EODHD API token: Not set"_s, u"Password of archive: Keychain"_s};
    QStringList shown;
    for (int row = 0; row < m_model->rowCount(); ++row)
        shown.append(cell(row, CredentialTableModel::TitleColumn) + u": "_s +
                     cell(row, CredentialTableModel::PlaceColumn));
    QCOMPARE(shown, expected);
    QCOMPARE(cell(2, CredentialTableModel::TestColumn), u"–"_s);
    QVERIFY(child<Banner>(u"keychainBanner"_s).isHidden());
}

void TestCredentialsPanel::saysWhatAKeyIsFor()
{
    choose(u"coinspot-key"_s);
    const QString coinspot = child<QLabel>(u"cardPurpose"_s).text();
    QVERIFY(coinspot.contains(u"Read Only key"_s));
    QVERIFY(coinspot.contains(u"one key for each computer"_s));
    QVERIFY(child<QLabel>(u"cardPlace"_s).text().contains(u"COINSPOT-KEY"_s)); // its variable
    choose(u"database:archive"_s);
    QVERIFY(child<QLabel>(u"cardPurpose"_s).text().contains(u"db.example.org"_s));
}

void TestCredentialsPanel::setSendsWhatWasTyped()
{
    choose(u"eodhd-token"_s);
    QSignalSpy asked{m_panel.get(), &CredentialsPanel::setRequested};
    SecretDialog *dialog = openDialog();
    QVERIFY(dialog);
    auto *edit = dialog->findChild<QLineEdit *>(u"secretEdit"_s);
    QCOMPARE(edit->echoMode(), QLineEdit::Password);
    auto *set = dialog->findChild<QPushButton *>(u"setButton"_s);
    QVERIFY(!set->isEnabled());
    QVERIFY(!set->toolTip().isEmpty());
    QCOMPARE(namelessFocusables(*dialog), QStringList{});
    QTest::keyClicks(edit, u"5f3c.0b1a"_s);
    QVERIFY(set->isEnabled());
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(asked, (QList<QVariantList>{{u"eodhd-token"_s, u"5f3c.0b1a"_s}}));
    QTRY_VERIFY(!m_panel->findChild<SecretDialog *>());
}

void TestCredentialsPanel::pastes()
{
    choose(u"eodhd-token"_s);
    QGuiApplication::clipboard()->setText(u" 5f3c.0b1a\n"_s);
    SecretDialog *dialog = openDialog();
    press(*dialog, u"pasteButton"_s);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"secretEdit"_s)->text(), u"5f3c.0b1a"_s);
    QSignalSpy asked{m_panel.get(), &CredentialsPanel::setRequested};
    press(*dialog, u"cancelButton"_s);
    QCOMPARE(asked.count(), 0);
}

void TestCredentialsPanel::setIsReplaceWhereOneIs()
{
    choose(u"eodhd-token"_s);
    QCOMPARE(action(u"setCredential"_s).text(), u"&Set…"_s);
    choose(u"database:archive"_s);
    QCOMPARE(action(u"setCredential"_s).text(), u"&Replace…"_s);
    QCOMPARE(openDialog()->findChild<QPushButton *>(u"setButton"_s)->text(), u"Replace"_s);
}

void TestCredentialsPanel::environmentIsNotReplaced()
{
    choose(u"coinspot-key"_s);
    for (const QString &name : {u"setCredential"_s, u"removeCredential"_s}) {
        QVERIFY(!action(name).isEnabled());
        QVERIFY(action(name).toolTip().contains(u"COINSPOT-KEY"_s));
    }
}

void TestCredentialsPanel::thisRunOnlyWithoutAKeychain_data()
{
    QTest::addColumn<KeychainState::Kind>("kind");
    QTest::addColumn<bool>("isOffered");
    QTest::newRow("usable") << KeychainState::Kind::Usable << false;
    QTest::newRow("locked, it asks") << KeychainState::Kind::Locked << false;
    QTest::newRow("none") << KeychainState::Kind::None << true;
    QTest::newRow("slow") << KeychainState::Kind::Slow << true;
}

void TestCredentialsPanel::thisRunOnlyWithoutAKeychain()
{
    QFETCH(const KeychainState::Kind, kind);
    QFETCH(const bool, isOffered);
    m_panel->setKeychain({kind, u"A sentence."_s, {}});
    choose(u"eodhd-token"_s);
    QSignalSpy set{m_panel.get(), &CredentialsPanel::setRequested};
    QSignalSpy kept{m_panel.get(), &CredentialsPanel::keepForThisRunRequested};
    SecretDialog *dialog = openDialog();
    auto *check = dialog->findChild<QCheckBox *>(u"thisRunCheck"_s);
    QCOMPARE(check != nullptr, isOffered);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"secretEdit"_s), u"abc"_s);
    if (check) {
        QVERIFY(!check->isChecked()); // only where the person agrees
        press(*dialog, u"setButton"_s);
        QCOMPARE(kept.count(), 0);
        QTest::keyClick(check, Qt::Key_Space);
    }
    press(*dialog, u"setButton"_s);
    QCOMPARE(kept.count(), isOffered ? 1 : 0);
    QCOMPARE(set.count(), isOffered ? 0 : 1);
}

void TestCredentialsPanel::lockedOffersToUnlock()
{
    QSignalSpy unlock{m_panel.get(), &CredentialsPanel::unlockRequested};
    QSignalSpy look{m_panel.get(), &CredentialsPanel::lookRequested};
    m_panel->setKeychain({KeychainState::Kind::Locked, u"It waits."_s, u"detail"_s});
    auto &banner = child<Banner>(u"keychainBanner"_s);
    QVERIFY(banner.isVisible());
    QCOMPARE(banner.message().headline, u"The keychain is locked."_s);
    action(u"unlockKeychain"_s).trigger();
    QCOMPARE(unlock.count(), 1);
    action(u"lookAtKeychain"_s).trigger();
    QCOMPARE(look.count(), 1);
}

void TestCredentialsPanel::bannerGoesWithItsCause()
{
    m_panel->setKeychain({KeychainState::Kind::None, u"Start one."_s, {}});
    QVERIFY(child<Banner>(u"keychainBanner"_s).isVisible());
    m_panel->setKeychain({KeychainState::Kind::Usable, {}, {}});
    QVERIFY(child<Banner>(u"keychainBanner"_s).isHidden());
}

void TestCredentialsPanel::testSaysTheResult()
{
    choose(u"database:archive"_s);
    QSignalSpy asked{m_panel.get(), &CredentialsPanel::testRequested};
    action(u"testCredential"_s).trigger();
    QCOMPARE(asked, (QList<QVariantList>{{u"database:archive"_s}}));
    QList<CredentialRow> rows = sample();
    rows[3].test = CredentialRow::Test::Failed;
    rows[3].testText = u"The server does not let this user in."_s;
    rows[3].testedAt = QDateTime{{2026, 11, 20}, {3, 35}, Qt::UTC};
    m_panel->setCredentials(rows);
    QCOMPARE(cell(3, CredentialTableModel::TestColumn), rows[3].testText);
    QVERIFY(cell(3, CredentialTableModel::TestedColumn).contains(u"14:35"_s)); // Sydney
    QVERIFY(child<QLabel>(u"cardTest"_s).isVisibleTo(m_panel.get()));
    QCOMPARE(child<QLabel>(u"cardTest"_s).text(), rows[3].testText);
}

void TestCredentialsPanel::cannotBeTestedSaysWhy()
{
    QList<CredentialRow> rows = sample();
    rows[1].untestable = u"It cannot be tested yet"_s;
    m_panel->setCredentials(rows);
    choose(u"coinspot-secret"_s);
    QVERIFY(!action(u"testCredential"_s).isEnabled());
    QCOMPARE(action(u"testCredential"_s).toolTip(), rows[1].untestable);
    choose(u"eodhd-token"_s);
    QCOMPARE(action(u"testCredential"_s).toolTip(), u"It is not set"_s);
}

void TestCredentialsPanel::removeAsksFirst()
{
    choose(u"database:archive"_s);
    QSignalSpy removed{m_panel.get(), &CredentialsPanel::removeRequested};
    action(u"removeCredential"_s).trigger();
    auto *dialog = m_panel->findChild<DangerousActDialog *>();
    QVERIFY(dialog);
    dialog->reject();
    QCOMPARE(removed.count(), 0);
    QTRY_VERIFY(!m_panel->findChild<DangerousActDialog *>());
    action(u"removeCredential"_s).trigger();
    m_panel->findChild<DangerousActDialog *>()->accept();
    QCOMPARE(removed, (QList<QVariantList>{{u"database:archive"_s}}));
}

void TestCredentialsPanel::newsKeepTheSelection()
{
    choose(u"eodhd-token"_s);
    QList<CredentialRow> rows = sample();
    rows[2].place = CredentialRow::Place::Keychain;
    m_panel->setCredentials(rows);
    QCOMPARE(table().currentIndex().row(), 2);
    QVERIFY(child<QLabel>(u"cardPlace"_s).text().contains(u"keychain"_s));
    rows.removeLast(); // its connection left the list
    m_panel->setCredentials(rows);
    QCOMPARE(table().currentIndex().row(), 2);
}

void TestCredentialsPanel::keepsState()
{
    table().setColumnShown(CredentialTableModel::NameColumn, false);
    const QByteArray state = m_panel->saveState();
    init();
    QVERIFY(m_panel->restoreState(state));
    QVERIFY(table().isColumnHidden(CredentialTableModel::NameColumn));
    QVERIFY(!m_panel->restoreState("nonsense"));
}

void TestCredentialsPanel::everythingHasAName()
{
    m_panel->setKeychain({KeychainState::Kind::Locked, u"It waits."_s, u"detail"_s});
    m_panel->setProblem(u"eodhd-token was not stored."_s, u"A sentence."_s, u"detail"_s);
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
}

QTEST_MAIN(TestCredentialsPanel)
#include "tst_credentialspanel.moc"
