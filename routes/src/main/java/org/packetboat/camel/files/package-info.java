/** Runs the routes that users write: files in Camel's YAML DSL, taken in while the server runs. */
package org.packetboat.camel.files;
