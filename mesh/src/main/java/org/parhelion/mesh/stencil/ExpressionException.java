package org.parhelion.mesh.stencil;

/** An expression that cannot be read or cannot be evaluated on its grid. */
public final class ExpressionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private static final int WINDOW = 100;
    private static final String ELLIPSIS = "...";

    private final String problem;
    private final String picture;
    private final int column;
    private final String culprit;

    /** A problem of an expression whose text is not known. */
    public ExpressionException(String problem) {
        super(problem);
        this.problem = problem;
        this.picture = "";
        this.column = 0;
        this.culprit = "";
    }

    /** A problem of a part of an expression, as {@link ExprPrinter} writes it. */
    static ExpressionException of(Expr part, String problem) {
        return new ExpressionException(problem, ExprPrinter.print(part));
    }

    private ExpressionException(String problem, String culprit) {
        super("\"" + (culprit.length() > WINDOW ? culprit.substring(0, WINDOW) + ELLIPSIS : culprit) + "\" " + problem);
        this.problem = getMessage();
        this.picture = "";
        this.column = 0;
        this.culprit = culprit;
    }

    /**
     * A problem at a place in a text.
     *
     * @param text the whole expression
     * @param position index in {@code text} of the character at fault; the length of the text stands for its end
     */
    public ExpressionException(String problem, String text, int position) {
        super(problem + "\n" + picture(text, position));
        this.problem = problem;
        this.picture = picture(text, position);
        this.column = position + 1;
        this.culprit = "";
    }

    /** What is wrong, in one line. */
    public String problem() {
        return problem;
    }

    /** The part of an expression that is to blame, as text; empty if that is not known. */
    public String culprit() {
        return culprit;
    }

    /** Two lines: the expression (the part of it around the fault, when it is long) and a caret below the fault; may be empty. */
    public String picture() {
        return picture;
    }

    /** Place of the fault in the text, counted from 1; 0 when there is no text. */
    public int column() {
        return column;
    }

    private static String picture(String text, int position) {
        int from = text.lastIndexOf('\n', position - 1) + 1;
        int newline = text.indexOf('\n', position);
        int to = newline < 0 ? text.length() : newline;
        String before = "";
        String after = "";
        if (position - from > WINDOW / 2 && to - from > WINDOW) {
            from = Math.max(from, Math.min(position - WINDOW / 2, to - WINDOW));
            before = ELLIPSIS;
        }
        if (to - from > WINDOW) {
            to = from + WINDOW;
            after = ELLIPSIS;
        }
        String line = before + printable(text.substring(from, to)) + after;
        return "  " + line + "\n  " + " ".repeat(before.length() + position - from) + "^";
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
