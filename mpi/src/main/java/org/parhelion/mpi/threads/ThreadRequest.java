package org.parhelion.mpi.threads;

import org.parhelion.mpi.spi.Payload;
import org.parhelion.mpi.spi.TransportException;
import org.parhelion.mpi.spi.TransportRequest;

/** A message on its way, seen from one end. */
abstract class ThreadRequest extends Unfinished.Item implements TransportRequest, Waitable {
    /** Who waits for it, and when. */
    enum Mode {
        /** The call that makes it. */
        BLOCKING(""),
        /** Whoever completes it later. */
        NONBLOCKING("i"),
        /** The same, again and again. */
        PERSISTENT("persistent ");

        final String prefix;

        Mode(String prefix) {
            this.prefix = prefix;
        }
    }

    final Rank owner;
    final Payload payload;
    final String operation;
    private final Mode mode;
    private final CallSite site;
    private volatile boolean done;
    private volatile TransportException failure;
    private int rounds;
    private int fingerprint;
    private boolean guarded;

    ThreadRequest(Rank owner, Mode mode, String verb, Payload payload) {
        this.owner = owner;
        this.mode = mode;
        this.operation = mode == Mode.BLOCKING ? verb : mode.prefix + verb;
        this.payload = payload;
        this.site = mode == Mode.BLOCKING || !owner.isChecked() ? CallSite.UNKNOWN : CallSite.here();
    }

    final void begin() {
        owner.requireJobAlive();
        owner.step();
        failure = null;
        done = false;
        guarded = false;
        rounds++;
        if (mode != Mode.BLOCKING && owner.isChecked()) {
            owner.unfinished.add(this);
        }
    }

    /** Remembers what the buffer holds; from now on only the transport may change it. */
    final void guard() {
        if (mode != Mode.BLOCKING && owner.isChecked() && !payload.staged()) {
            fingerprint = owner.fingerprint(payload, rounds);
            guarded = true;
        }
    }

    /** Whether somebody has written to the buffer since {@link #guard}. */
    final boolean isTouched() {
        return guarded && owner.fingerprint(payload, rounds) != fingerprint;
    }

    /** Called by whichever rank moved the elements. */
    final void complete() {
        done = true;
        owner.wakeFrom(this);
    }

    final void fail(String message) {
        guarded = false;
        failure = new TransportException(message);
        complete();
    }

    @Override
    public final boolean isReady() {
        return done;
    }

    @Override
    public final boolean test() throws TransportException {
        owner.step();
        if (!done) {
            owner.requireJobAlive();
            return false;
        }
        end();
        return true;
    }

    @Override
    public final void await() throws TransportException {
        owner.await(this);
        end();
    }

    private void end() throws TransportException {
        owner.unfinished.remove(this);
        if (failure != null) {
            throw failure;
        }
        if (isTouched()) {
            guarded = false;
            throw new TransportException(touched());
        }
    }

    /** In words, that the buffer was changed. */
    final String touched() {
        return "the buffer of " + describe() + " was changed while the request owned it, between its start and its"
                + " completion" + place();
    }

    /** For what outlives this call; made now where none is kept. */
    final CallSite site() {
        return mode == Mode.BLOCKING && owner.isChecked() ? CallSite.here() : site;
    }

    /** The line of the program where this was called, for a report. */
    final String place() {
        return mode == Mode.BLOCKING ? CallSite.words(owner.thread().getStackTrace()) : site.words();
    }

    @Override
    final String unfinishedWords() {
        return describe() + " was never completed" + (done ? "" : ", nor did its partner come") + place();
    }

    @Override
    public final void free() {
        // holds nothing outside the heap
    }
}
