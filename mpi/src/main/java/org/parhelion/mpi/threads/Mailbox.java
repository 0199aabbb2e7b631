package org.parhelion.mpi.threads;

import java.util.Collection;

/**
 * Where messages to a rank and its receives meet. Both queues are searched from the oldest, so messages of one sender
 * that match the same receive arrive in the order sent (MPI-4.0 §3.5). Guarded by its own monitor.
 */
final class Mailbox {
    /** Up to here a message travels with its envelope; as Open MPI's shared-memory transport has it. */
    static final int EAGER_BYTES = 4096;

    private static final int SMALLEST_CLASS = 6;
    private static final int LARGEST_CLASS = 12;
    private static final int KEPT_ENVELOPES = 256;

    private final Rank owner;
    private Envelope firstMessage;
    private Envelope lastMessage;
    private ReceiveRequest firstReceive;
    private ReceiveRequest lastReceive;
    private final Envelope[] free = new Envelope[LARGEST_CLASS + 1];
    private final int[] freeCount = new int[LARGEST_CLASS + 1];

    Mailbox(Rank owner) {
        this.owner = owner;
    }

    /** Takes the oldest receive that this message fits, or else stores the message and returns null. */
    ReceiveRequest matchOrStore(SendRequest send) {
        synchronized (this) {
            ReceiveRequest receive = takeReceive(send.context(), send.source(), send.tag());
            if (receive != null) {
                return receive;
            }
            store(send.sealed());
        }
        if (owner.waiting() instanceof Probe) {
            owner.wake();
        }
        return null;
    }

    /** A message that was under way has come. */
    void deliver(Envelope message) {
        ReceiveRequest receive;
        synchronized (this) {
            receive = takeReceive(message.group.context(), message.source, message.tag);
            if (receive == null) {
                store(message);
            }
        }
        if (receive != null) {
            receive.accept(message);
        }
    }

    /** Takes the oldest message that fits this receive, or else stores the receive and returns null. */
    synchronized Envelope matchOrStore(ReceiveRequest receive) {
        Envelope before = null;
        for (Envelope message = firstMessage; message != null; before = message, message = message.next) {
            if (message.matches(receive.context, receive.wantedSource, receive.wantedTag)) {
                remove(before, message);
                return message;
            }
        }
        receive.next = null;
        if (lastReceive == null) {
            firstReceive = receive;
        } else {
            lastReceive.next = receive;
        }
        lastReceive = receive;
        return null;
    }

    /** The oldest message that fits, left where it is; or null. */
    synchronized Envelope peek(long context, int source, int tag) {
        for (Envelope message = firstMessage; message != null; message = message.next) {
            if (message.matches(context, source, tag)) {
                return message;
            }
        }
        return null;
    }

    private void store(Envelope envelope) {
        envelope.next = null;
        if (lastMessage == null) {
            firstMessage = envelope;
        } else {
            lastMessage.next = envelope;
        }
        lastMessage = envelope;
    }

    private void remove(Envelope before, Envelope message) {
        if (before == null) {
            firstMessage = message.next;
        } else {
            before.next = message.next;
        }
        if (lastMessage == message) {
            lastMessage = before;
        }
        message.next = null;
    }

    private ReceiveRequest takeReceive(long context, int source, int tag) {
        ReceiveRequest before = null;
        for (ReceiveRequest receive = firstReceive; receive != null; before = receive, receive = receive.next) {
            if (receive.accepts(context, source, tag)) {
                if (before == null) {
                    firstReceive = receive.next;
                } else {
                    before.next = receive.next;
                }
                if (lastReceive == receive) {
                    lastReceive = before;
                }
                receive.next = null;
                return receive;
            }
        }
        return null;
    }

    /** An envelope that brings its elements along. */
    synchronized Envelope freeEnvelope(int bytes) {
        int sizeClass = Math.max(SMALLEST_CLASS, 32 - Integer.numberOfLeadingZeros(Math.max(1, bytes) - 1));
        Envelope envelope = free[sizeClass];
        if (envelope == null) {
            return new Envelope(sizeClass);
        }
        free[sizeClass] = envelope.next;
        freeCount[sizeClass]--;
        return envelope;
    }

    /** Takes an eager envelope back for the next message. */
    synchronized void recycle(Envelope envelope) {
        if (freeCount[envelope.sizeClass] < KEPT_ENVELOPES) {
            freeCount[envelope.sizeClass]++;
            envelope.next = free[envelope.sizeClass];
            free[envelope.sizeClass] = envelope;
        }
    }

    /** For a deadlock report: messages that have come but that no receive asks for. */
    synchronized void describeUnreceived(StringBuilder report) {
        int shown = 0;
        for (Envelope message = firstMessage; message != null; message = message.next) {
            if (shown++ == 4) {
                report.append(System.lineSeparator()).append("    and more messages");
                return;
            }
            report.append(System.lineSeparator())
                    .append("    not received: ")
                    .append(message.describe())
                    .append(message.place());
        }
    }

    /** Messages that were never received, in the order in which they came. */
    synchronized void describeUnreceived(Collection<String> findings) {
        for (Envelope message = firstMessage; message != null; message = message.next) {
            findings.add("never received " + message.describe() + message.place());
            if (message.sender != null) {
                message.sender.owner.unfinished.remove(message.sender);
            }
        }
    }
}
