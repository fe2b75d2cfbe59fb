// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/connections/connectionformview.h"

#include "models/collector/runtext.h"
#include "models/connections/connectiontext.h"
#include "views/shell/factlist.h"
#include "views/shell/filedialog.h"
#include "views/theme/textlabel.h"

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>

using namespace Qt::Literals::StringLiterals;

ConnectionFormView::ConnectionFormView(QLocale locale, const Theme &theme, QWidget *parent)
    : QFrame{parent}
    , m_locale{std::move(locale)}
    , m_theme{theme}
{
    setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setMinimumSize(grown(290), grown(200)); // it scrolls inside
    m_title = new TextLabel{TextSize::Section, {}, this};
    m_title->setObjectName(u"formTitle"_s);
    auto *content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    m_fields = new QFormLayout;
    m_fields->setVerticalSpacing(8);
    m_fields->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_fields->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_facts = new FactList{content};
    m_facts->setObjectName(u"connectionFacts"_s);
    m_problem = new TextLabel{TextSize::Body, {}, content};
    m_problem->setObjectName(u"connectionProblem"_s);
    m_problem->setWordWrap(true);
    m_problem->setMeaning(theme, Meaning::Danger);
    // Not rows of the form: texts that wrap beside hidden rows spoil the heights of the others.
    auto *parts = new QVBoxLayout{content};
    parts->setContentsMargins(0, 0, 4, 0);
    parts->setSpacing(8);
    parts->addWidget(m_facts);
    parts->addWidget(m_problem);
    parts->addLayout(m_fields);
    parts->addStretch(1);
    makeFields();
    auto *scroll = new QScrollArea{this};
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setBackgroundRole(QPalette::Base);
    scroll->setFocusPolicy(Qt::NoFocus); // its fields take it
    scroll->setWidget(content);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(14, 10, 14, 12);
    rows->setSpacing(8);
    rows->addWidget(m_title);
    rows->addWidget(scroll, 1);
    rows->addWidget(makeResult());
    rows->addWidget(makeButtons());
    connect(&theme, &Theme::changed, this, &ConnectionFormView::makeColours);
    showForm({}, false, false);
    setFacts({}, {});
}

void ConnectionFormView::makeFields()
{
    m_name = makeLine(u"connectionName"_s);
    m_nameField = addField(tr("&Name"), m_name);
    m_engine = new QComboBox{this};
    m_engine->setObjectName(u"engineChoice"_s);
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb})
        m_engine->addItem(engineChoiceText(engine), int(engine));
    connect(m_engine, &QComboBox::currentIndexChanged, this, [this] {
        showEngine();
        change();
    });
    (void)addField(tr("En&gine"), m_engine);
    m_path = makeLine(u"connectionPath"_s);
    m_pathField = addField(tr("F&ile"), m_path,
                           makeBrowse(*m_path, tr("Choose a database"), u"browsePath"_s));
    makeServerFields();
    m_readOnly = new QCheckBox{tr("&Only read from it"), this};
    m_readOnly->setObjectName(u"readOnly"_s);
    m_readOnly->setToolTip(tr("Nothing is collected into it, and its migrations are not applied"));
    connect(m_readOnly, &QCheckBox::clicked, this, &ConnectionFormView::change);
    connect(m_readOnly, &QCheckBox::toggled, this, &ConnectionFormView::showAsking);
    m_fields->addRow(QString{}, m_readOnly);
    m_asksToWrite = new QCheckBox{tr("As&k before writing to it"), this};
    m_asksToWrite->setObjectName(u"asksToWrite"_s);
    connect(m_asksToWrite, &QCheckBox::clicked, this, &ConnectionFormView::change);
    m_fields->addRow(QString{}, m_asksToWrite);
    m_colour = new QComboBox{this};
    m_colour->setObjectName(u"colourChoice"_s);
    connect(m_colour, &QComboBox::activated, this, &ConnectionFormView::change);
    (void)addField(tr("Co&lour"), m_colour);
    makeColours();
}

void ConnectionFormView::makeServerFields()
{
    m_host = makeLine(u"connectionHost"_s);
    m_host->setPlaceholderText(tr("db.example.org, or where the socket is"));
    m_hostField = addField(tr("Ho&st"), m_host);
    m_port = new QSpinBox{this};
    m_port->setObjectName(u"connectionPort"_s);
    m_port->setRange(0, 65'535); // 0 is the usual one
    connect(m_port, &QSpinBox::valueChanged, this, &ConnectionFormView::change);
    const Field port = addField(tr("&Port"), m_port);
    m_databaseName = makeLine(u"databaseName"_s);
    m_databaseField = addField(tr("Da&tabase"), m_databaseName);
    m_user = makeLine(u"connectionUser"_s);
    const Field user = addField(tr("&User"), m_user);
    m_password = makeLine(u"connectionPassword"_s);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_password->setToolTip(tr("Kept in memory until Tidemark ends, and written to no file"));
    const Field password = addField(tr("Pass&word"), m_password);
    m_tls = new QComboBox{this};
    m_tls->setObjectName(u"tlsChoice"_s);
    for (const TlsMode mode : {TlsMode::VerifyFull, TlsMode::VerifyCa, TlsMode::Require,
                               TlsMode::Prefer, TlsMode::Disable})
        m_tls->addItem(tlsModeText(mode), int(mode));
    m_tls->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_tls->setMinimumContentsLength(16); // the texts are long
    connect(m_tls, &QComboBox::currentIndexChanged, this, [this] {
        showEngine();
        change();
    });
    const Field tls = addField(tr("P&rotection"), m_tls);
    m_certificate = makeLine(u"certificate"_s);
    m_certificate->setPlaceholderText(tr("the authorities this computer knows"));
    m_certificateField = addField(
            tr("&Authority"), m_certificate,
            makeBrowse(*m_certificate, tr("Choose a certificate"), u"browseCertificate"_s));
    m_serverFields = {m_hostField, port, m_databaseField, user, password, tls};
}

void ConnectionFormView::makeColours()
{
    const int chosen = m_colour->currentIndex();
    const QSignalBlocker blocker{m_colour};
    m_colour->clear();
    const int side = smallIconSize();
    for (int line = 0; line < 6; ++line) {
        QPixmap square{side, side};
        square.fill(m_theme.tokens().lines.at(std::size_t(line)));
        m_colour->addItem(QIcon{square}, lineColourText(line), line);
    }
    m_colour->setIconSize({side, side});
    m_colour->setCurrentIndex(chosen);
}

QWidget *ConnectionFormView::makeResult()
{
    auto *row = new QWidget{this};
    m_resultIcon = new QLabel{row};
    m_result = new TextLabel{TextSize::Body, {}, row};
    m_result->setObjectName(u"testResult"_s);
    m_result->setWordWrap(true);
    m_copyDetails = new QPushButton{tr("Copy details"), row};
    m_copyDetails->setObjectName(u"copyTestDetails"_s);
    m_copyDetails->setToolTip(tr("Copies the technical text, for a report or a search"));
    connect(m_copyDetails, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_result->text() + u'\n' + m_testDetails);
    });
    auto *parts = new QHBoxLayout{row};
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(8);
    parts->addWidget(m_resultIcon, 0, Qt::AlignTop);
    parts->addWidget(m_result, 1);
    parts->addWidget(m_copyDetails, 0, Qt::AlignTop);
    return row;
}

QWidget *ConnectionFormView::makeButtons()
{
    auto *bar = new QWidget{this};
    const auto button = [bar](const QString &text, const QString &name) {
        auto *made = new QPushButton{text, bar};
        made->setObjectName(name);
        return made;
    };
    m_test = button(tr("Test"), u"testButton"_s);
    m_remove = button(tr("Remove"), u"removeButton"_s);
    m_discard = button(tr("Discard"), u"discardButton"_s);
    m_discard->setToolTip(tr("Shows the connection as it was saved"));
    m_save = button(tr("Save"), u"saveButton"_s);
    connect(m_test, &QPushButton::clicked, this, [this] {
        if (check())
            emit testRequested(form());
    });
    connect(m_save, &QPushButton::clicked, this, &ConnectionFormView::save);
    connect(m_remove, &QPushButton::clicked, this, [this] { emit removeRequested(m_id); });
    connect(m_discard, &QPushButton::clicked, this, &ConnectionFormView::discarded);
    auto *row = new QHBoxLayout{bar};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_test);
    row->addWidget(m_remove);
    row->addStretch(1);
    row->addWidget(m_discard);
    row->addWidget(m_save);
    return bar;
}

QLineEdit *ConnectionFormView::makeLine(const QString &name)
{
    auto *line = new QLineEdit{this};
    line->setObjectName(name);
    connect(line, &QLineEdit::textChanged, this, &ConnectionFormView::change);
    return line;
}

ConnectionFormView::Field ConnectionFormView::addField(const QString &label, QWidget *edit,
                                                       QWidget *beside)
{
    Field field{new QWidget{this}, edit, new TextLabel{TextSize::Secondary, {}, this}};
    field.error->setObjectName(edit->objectName() + u"Error"_s);
    field.error->setWordWrap(true);
    field.error->setMeaning(m_theme, Meaning::Danger);
    field.error->hide();
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(edit, 1);
    if (beside)
        line->addWidget(beside);
    auto *rows = new QVBoxLayout{field.row};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    rows->addLayout(line);
    rows->addWidget(field.error);
    auto *name = new QLabel{label, this};
    name->setBuddy(edit);
    name->setMinimumHeight(edit->sizeHint().height()); // in line with the field, not its error
    // A screen reader finds the label of a buddy only among its siblings.
    edit->setAccessibleName(QString{label}.remove(u'&'));
    m_fields->addRow(name, field.row);
    return field;
}

QPushButton *ConnectionFormView::makeBrowse(QLineEdit &into, const QString &title,
                                            const QString &name)
{
    auto *button = new QPushButton{m_theme.icon(u"folder"_s), {}, this};
    button->setObjectName(name);
    button->setAccessibleName(title);
    button->setToolTip(title);
    connect(button, &QPushButton::clicked, this, [this, &into, title] {
        auto *dialog = new FileDialog{this, title, QFileInfo{into.text()}.absolutePath()};
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, &into, &QLineEdit::setText);
        dialog->open();
    });
    return button;
}
