/**
 * The part of protocol buffers that the analyzer's messages need: varints, doubles and length-delimited fields.
 * https://protobuf.dev/programming-guides/encoding/
 */
export class Reader {
  private at: number;

  constructor(
    private readonly bytes: Buffer,
    start = 0,
    private readonly end = bytes.length,
  ) {
    this.at = start;
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  /** Field number × 8 + wire type. */
  tag(): number {
    return this.varint();
  }

  varint(): number {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new Error("the message ends within a number");
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }

  double(): number {
    this.at += 8;
    return this.bytes.readDoubleLE(this.at - 8);
  }

  text(): string {
    const start = this.open();
    return this.bytes.toString("utf8", start, this.at);
  }

  /** A copy of the field's bytes. */
  copy(): Buffer {
    const start = this.open();
    return Buffer.from(this.bytes.subarray(start, this.at));
  }

  message(): Reader {
    const start = this.open();
    return new Reader(this.bytes, start, this.at);
  }

  skip(tag: number): void {
    const wireType = tag & 7;
    if (wireType === 0) this.varint();
    else if (wireType === 1) this.at += 8;
    else if (wireType === 2) this.open();
    else if (wireType === 5) this.at += 4;
    else throw new Error(`a field of wire type ${wireType} is not read here`);
  }

  /** Moves behind the length-delimited field and tells where it begins. */
  private open(): number {
    const length = this.varint();
    const start = this.at;
    this.at = start + length;
    if (this.at > this.end) throw new Error("a field is longer than its message");
    return start;
  }
}

/** Writes fields in the order given; what has its default is left out, as proto3 does. */
export class Writer {
  private readonly parts: Buffer[] = [];

  text(field: number, value: string | undefined): this {
    if (value === undefined || value === "") return this;
    return this.bytes(field, Buffer.from(value, "utf8"));
  }

  number(field: number, value: number): this {
    if (value !== 0) this.parts.push(varint(field * 8), varint(value));
    return this;
  }

  /** Written also where it is false: in a choice, that is the answer. */
  flag(field: number, value: boolean): this {
    this.parts.push(varint(field * 8), varint(value ? 1 : 0));
    return this;
  }

  double(field: number, value: number): this {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    this.parts.push(varint(field * 8 + 1), bytes);
    return this;
  }

  /** Also where it is empty: in a list or a map an empty message is an item. */
  message(field: number, value: Writer): this {
    return this.bytes(field, value.finish());
  }

  bytes(field: number, value: Buffer): this {
    this.parts.push(varint(field * 8 + 2), varint(value.length), value);
    return this;
  }

  finish(): Buffer {
    return Buffer.concat(this.parts);
  }
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}
