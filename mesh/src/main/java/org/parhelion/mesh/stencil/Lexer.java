package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts the text of an expression into numbers, names and signs. */
final class Lexer {
    private static final String[] SIGNS = {
        "<=", ">=", "==", "!=", "&&", "||", "+", "-", "*", "/", "^", "<", ">", "!", "(", ")", ","
    };
    private static final Map<Integer, String> LOOK_ALIKES = Map.ofEntries(
            Map.entry(0x2212, "-"),
            Map.entry(0x2013, "-"),
            Map.entry(0x2014, "-"),
            Map.entry(0x00D7, "*"),
            Map.entry(0x00B7, "*"),
            Map.entry(0x22C5, "*"),
            Map.entry(0x00F7, "/"),
            Map.entry(0x2264, "<="),
            Map.entry(0x2265, ">="),
            Map.entry(0x2260, "!="),
            Map.entry(0x00B2, "^2"),
            Map.entry(0x00B3, "^3"),
            Map.entry((int) '[', "("),
            Map.entry((int) ']', ")"),
            Map.entry((int) '{', "("),
            Map.entry((int) '}', ")"),
            Map.entry((int) '&', "&&"),
            Map.entry((int) '|', "||"));

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Lexer(String text) {
        this.text = text;
    }

    enum Kind {
        NUMBER,
        NAME,
        SIGN,
        END
    }

    /** A piece of the text and where it begins. */
    record Token(Kind kind, String text, int position) {
        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        String quoted() {
            return kind == Kind.END ? "the end" : "'" + text + "'";
        }
    }

    /** All tokens, the last of them {@link Kind#END}. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.skipSpace()) {
            lexer.next();
        }
        lexer.tokens.add(new Token(Kind.END, "", text.length()));
        return lexer.tokens;
    }

    static boolean isName(String text) {
        return !text.isEmpty()
                && isNameStart(text.codePointAt(0))
                && text.codePoints().allMatch(Lexer::isNamePart);
    }

    private static boolean isNameStart(int character) {
        return character == '_' || Character.isLetter(character);
    }

    private static boolean isNamePart(int character) {
        return character == '_' || Character.isLetterOrDigit(character);
    }

    private boolean skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position < text.length();
    }

    private void next() {
        int character = text.codePointAt(position);
        if (isDigit(position) || (character == '.' && isDigit(position + 1))) {
            number();
        } else if (isNameStart(character)) {
            int start = position;
            while (position < text.length() && isNamePart(text.codePointAt(position))) {
                position += Character.charCount(text.codePointAt(position));
            }
            tokens.add(new Token(Kind.NAME, text.substring(start, position), start));
        } else {
            sign(character);
        }
    }

    private void number() {
        int start = position;
        skipDigits();
        if (is('.')) {
            position++;
            skipDigits();
        }
        if (is('e') || is('E')) {
            int sign = position + 1 < text.length() && "+-".indexOf(text.charAt(position + 1)) >= 0 ? 1 : 0;
            if (isDigit(position + 1 + sign)) {
                position += 1 + sign;
                skipDigits();
            } else {
                throw error("the exponent of a number needs digits, as in 2e-5", position);
            }
        }
        if (is('.')) {
            throw error("a number has one decimal point", position);
        }
        String number = text.substring(start, position);
        if (Double.isInfinite(Double.parseDouble(number))) {
            throw error("the number " + number + " is too large", start);
        }
        tokens.add(new Token(Kind.NUMBER, number, start));
    }

    private void sign(int character) {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, position)) {
                if (sign.equals("*") && text.startsWith("**", position)) {
                    throw error("'**' is not an operator; a power is written '^'", position);
                }
                tokens.add(new Token(Kind.SIGN, sign, position));
                position += sign.length();
                return;
            }
        }
        if (character == '=') {
            throw error("'=' is not an operator; a comparison is written '=='", position);
        }
        String shown = Character.isISOControl(character) ? "" : "'" + Character.toString(character) + "' ";
        String instead = LOOK_ALIKES.get(character);
        throw error(
                String.format("character %s(U+%04X) has no meaning here", shown, character)
                        + (instead == null ? "" : "; write '" + instead + "'"),
                position);
    }

    private void skipDigits() {
        while (isDigit(position)) {
            position++;
        }
    }

    private boolean is(char character) {
        return position < text.length() && text.charAt(position) == character;
    }

    private boolean isDigit(int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private ExpressionException error(String problem, int at) {
        return new ExpressionException(problem, text, at);
    }
}
