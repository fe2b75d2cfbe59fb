// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/sql/sqlview.h"

#include "views/sql/sqlhighlighter.h"
#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QTextBlock>

namespace {

constexpr int Space = 8; // at both sides of a line's number

// Where the numbers of the lines stand.
class Margin final : public QWidget
{
public:
    explicit Margin(SqlView &view)
        : QWidget{&view}
        , m_view{view}
    {}

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QPainter painter{this};
        m_view.paintMargin(painter, event->rect());
    }

private:
    SqlView &m_view;
};

} // namespace

SqlView::SqlView(const Theme &theme, const QString &name, QWidget *parent)
    : QPlainTextEdit{parent}
    , m_margin{new Margin{*this}}
{
    setAccessibleName(name);
    setReadOnly(true);
    // A read-only text has no cursor of its own; keys still move, select and copy.
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setLineWrapMode(NoWrap);
    setFont(fixedFont());
    setTabStopDistance(4 * fontMetrics().horizontalAdvance(u' '));
    new SqlHighlighter{theme, document()};
    connect(this, &QPlainTextEdit::updateRequest, m_margin, [this](const QRect &rect, int dy) {
        if (dy != 0)
            m_margin->scroll(0, dy);
        else
            m_margin->update(0, rect.y(), m_margin->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::blockCountChanged, this, &SqlView::fitMargin);
    connect(&theme, &Theme::changed, m_margin, qOverload<>(&QWidget::update));
    fitMargin();
}

void SqlView::setSql(const QString &sql)
{
    if (sql == m_sql) // the place where somebody reads stays
        return;
    m_sql = sql;
    const bool hasLastEnd = sql.endsWith(u'\n'); // no number for a line of nothing
    setPlainText(hasLastEnd ? sql.chopped(1) : sql);
}

int SqlView::marginWidth() const
{
    const auto digits = qMax<qsizetype>(2, QString::number(blockCount()).size());
    return int(digits) * fontMetrics().horizontalAdvance(u'9') + 2 * Space;
}

void SqlView::paintMargin(QPainter &painter, const QRect &rect)
{
    painter.fillRect(rect, palette().color(QPalette::AlternateBase));
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.setFont(font());
    if (m_sql.isEmpty())
        return;
    QTextBlock block = firstVisibleBlock();
    QRectF place = blockBoundingGeometry(block).translated(contentOffset());
    while (block.isValid() && place.top() <= rect.bottom()) {
        const QRectF number{0, place.top(), m_margin->width() - qreal(Space),
                            qreal(fontMetrics().height())};
        painter.drawText(number, Qt::AlignRight | Qt::AlignTop,
                         locale().toString(block.blockNumber() + 1));
        block = block.next();
        place = blockBoundingGeometry(block).translated(contentOffset());
    }
}

void SqlView::copyAll()
{
    QGuiApplication::clipboard()->setText(m_sql);
}

bool SqlView::event(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange) {
        setFont(fixedFont());
        fitMargin();
    }
    return QPlainTextEdit::event(event);
}

void SqlView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitMargin();
}

void SqlView::fitMargin()
{
    // Code is read from the left in every language.
    setLayoutDirection(Qt::LeftToRight);
    setViewportMargins(marginWidth(), 0, 0, 0);
    const QRect inner = contentsRect();
    m_margin->setGeometry(inner.left(), inner.top(), marginWidth(), viewport()->height());
}
