package org.parhelion.mpi.threads;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.Payload;
import org.parhelion.mpi.spi.TypedViews;

/**
 * A message that nobody has asked for yet. A short one brings its elements along (eager), so that its sender can go on; a
 * long one stays with its sender until a receive fetches it (rendezvous).
 */
final class Envelope {
    Group group;
    int source;
    int tag;
    ElementType type;
    int count;
    /** Where the elements lie, from index 0. */
    Buffer elements;
    /** Who waits until they are fetched; null for an eager message. */
    SendRequest sender;
    /** Where it was sent, if it was and its sender has gone on. */
    CallSite site = CallSite.UNKNOWN;

    Envelope next;

    /** Own memory of an eager message: 0 for none, else its power of two. */
    final int sizeClass;

    private final TypedViews views;

    /** A rendezvous envelope; without memory. */
    Envelope() {
        sizeClass = 0;
        views = null;
    }

    /** An eager envelope with room for 2^sizeClass bytes. */
    Envelope(int sizeClass) {
        this.sizeClass = sizeClass;
        views = TypedViews.of(ByteBuffer.allocate(1 << sizeClass).order(ByteOrder.nativeOrder()));
    }

    void address(Group messageGroup, int messageSource, int messageTag, Payload payload) {
        group = messageGroup;
        source = messageSource;
        tag = messageTag;
        type = payload.type();
        count = payload.count();
    }

    /** Takes a copy of the elements along. */
    void copyOf(Payload payload) {
        elements = views.as(payload.type());
        Copy.elements(type, payload.buffer(), 0, elements, 0, count);
    }

    /** Leaves the elements with the sender. */
    void leaveWith(SendRequest owner, Payload payload) {
        elements = payload.buffer();
        sender = owner;
    }

    boolean matches(long wantedContext, int wantedSource, int wantedTag) {
        return group.context() == wantedContext
                && (wantedSource < 0 || wantedSource == source)
                && (wantedTag < 0 || wantedTag == tag);
    }

    /** The line of the program that sent it, for a report. */
    String place() {
        return sender != null ? sender.place() : site.words();
    }

    /** For a report: {@code a message from rank 1, tag 5, 9000 x double}. */
    String describe() {
        return "a message from rank " + source + ", tag " + tag + ", " + count + " x " + type.javaName()
                + group.words();
    }

    int bytes() {
        return count * type.bytes();
    }
}
