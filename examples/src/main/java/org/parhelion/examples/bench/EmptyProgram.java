package org.parhelion.examples.bench;

/** Does nothing: what starting Java costs. */
final class EmptyProgram {
    private EmptyProgram() {}

    public static void main(String[] args) {}
}
