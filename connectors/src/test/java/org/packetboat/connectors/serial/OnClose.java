package org.packetboat.connectors.serial;

/** An owner that only wants to know when the port has been given back. */
record OnClose(Runnable then) implements SerialLine.Owner {
    @Override
    public void ending() {}

    @Override
    public void stuck(String why) {
        throw new AssertionError(why);
    }

    @Override
    public void closed() {
        then.run();
    }
}
