package org.parhelion.solvers.simulation;

import java.util.List;

/** What a value of a case file may be; {@link CaseSchema} is made of these. */
sealed interface SchemaType {
    /** In words, for messages and the reference page: "a number". */
    String describe();

    /** Any text on one line. */
    record Text(String what) implements SchemaType {
        @Override
        public String describe() {
            return what;
        }
    }

    /** A number, or a constant expression of parameters such as {@code 2*pi}. */
    record Numeric(Bound bound) implements SchemaType {
        /** What numbers are allowed. */
        enum Bound {
            ANY("a number"),
            POSITIVE("a positive number");

            private final String words;

            Bound(String words) {
                this.words = words;
            }
        }

        @Override
        public String describe() {
            return bound.words;
        }

        boolean allows(double value) {
            return Double.isFinite(value) && (bound == Bound.ANY || value > 0);
        }
    }

    record Whole(int least, int most) implements SchemaType {
        @Override
        public String describe() {
            String range = most == Integer.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
            return "a whole number " + range;
        }
    }

    /** {@code true} or {@code false}. */
    record Truth() implements SchemaType {
        @Override
        public String describe() {
            return "true or false";
        }
    }

    /** A number or an expression of space, time, parameters and, where sensible, fields. */
    record Expression() implements SchemaType {
        @Override
        public String describe() {
            return "an expression";
        }
    }

    /** One word of a few. */
    record Choice(List<String> words) implements SchemaType {
        static Choice of(String... words) {
            return new Choice(List.of(words));
        }

        @Override
        public String describe() {
            return words.size() == 1 ? "\"" + words.get(0) + "\"" : "one of " + String.join(", ", words);
        }
    }

    record ListOf(SchemaType element, int least, int most) implements SchemaType {
        @Override
        public String describe() {
            String count =
                    least == most ? "of " + least : most == Integer.MAX_VALUE ? "" : "of " + least + " to " + most;
            return ("a list " + count).strip() + " [" + element.describe() + ", …]";
        }
    }

    /** A map with the keys given here. */
    record Section(List<Setting> keys) implements SchemaType {
        static Section of(Setting... keys) {
            return new Section(List.of(keys));
        }

        List<String> names() {
            return keys.stream().map(Setting::name).toList();
        }

        @Override
        public String describe() {
            return "a map with " + (keys.size() == 1 ? "key " : "keys ") + String.join(", ", names());
        }
    }

    /** A map whose keys are names that the user invents. */
    record Named(String name, SchemaType value) implements SchemaType {
        @Override
        public String describe() {
            return "a map from " + name + " names to " + value.describe();
        }
    }

    /** Several shapes of the same thing. */
    record AnyOf(List<SchemaType> alternatives) implements SchemaType {
        static AnyOf of(SchemaType... alternatives) {
            return new AnyOf(List.of(alternatives));
        }

        @Override
        public String describe() {
            return String.join(
                    " or ", alternatives.stream().map(SchemaType::describe).toList());
        }
    }

    /**
     * A key of a section.
     *
     * @param otherwise what holds where the key is absent, in words; null if the key must stand
     * @param description one sentence
     */
    record Setting(String name, SchemaType type, String otherwise, String description) {
        static Setting required(String name, SchemaType type, String description) {
            return new Setting(name, type, null, description);
        }

        static Setting optional(String name, SchemaType type, String otherwise, String description) {
            return new Setting(name, type, otherwise, description);
        }

        boolean isRequired() {
            return otherwise == null;
        }
    }
}
