//! The program `wuquan`. Everything is in the library: what stands here is compiled once more.

fn main() -> std::process::ExitCode {
    wuquan::commands::main()
}
