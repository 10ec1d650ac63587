import AgentShims
import CPython

typealias Object = UnsafeMutablePointer<PyObject>

/// The functions of CPython that the agent calls, looked up in the process that loaded it.
///
/// They are not linked: the agent is preloaded into every child of a program, and one that is no Python must be able to
/// load it too; and a missing one can be named instead of ending the program.
struct Python {
  let addAuditHook: @convention(c) (AuditHook?, UnsafeMutableRawPointer?) -> CInt
  let moduleDictionary: @convention(c) () -> Object?
  let module: @convention(c) (Object?) -> Object?
  let systemObject: @convention(c) (UnsafePointer<CChar>) -> Object?
  let dictionaryItem: @convention(c) (Object?, UnsafePointer<CChar>) -> Object?
  let attribute: @convention(c) (Object?, Object?) -> Object?
  let attributeNames = AttributeNames()
  let setAttribute: @convention(c) (Object?, UnsafePointer<CChar>, Object?) -> CInt
  let call: @convention(c) (Object?, Object?, Object?) -> Object?
  let newTuple: @convention(c) (Int) -> Object?
  let tupleSize: @convention(c) (Object?) -> Int
  let tupleItem: @convention(c) (Object?, Int) -> Object?
  let setTupleItem: @convention(c) (Object?, Int, Object?) -> CInt
  let sequenceSize: @convention(c) (Object?) -> Int
  let sequenceItem: @convention(c) (Object?, Int) -> Object?
  let newFunction: @convention(c) (UnsafeMutablePointer<PyMethodDef>?, Object?, Object?) -> Object?
  let newMethod: (@convention(c) (OpaquePointer?, UnsafeMutablePointer<PyMethodDef>?) -> Object?)?
  let retain: @convention(c) (Object?) -> Void
  let release: @convention(c) (Object?) -> Void
  let clearError: @convention(c) () -> Void
  let fetchError: @convention(c) (ErrorPart, ErrorPart, ErrorPart) -> Void
  let restoreError: @convention(c) (Object?, Object?, Object?) -> Void
  let text: @convention(c) (Object?, UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>?
  let newText: @convention(c) (UnsafePointer<CChar>) -> Object?
  let encodedText: @convention(c) (Object?, UnsafePointer<CChar>, UnsafePointer<CChar>) -> Object?
  let bytes: @convention(c) (Object?) -> UnsafePointer<CChar>?
  let integer: @convention(c) (Object?) -> Int
  let newInteger: @convention(c) (Int) -> Object?
  let moduleNamespace: @convention(c) (Object?) -> Object?
  let importModule: @convention(c) (UnsafePointer<CChar>) -> Object?
  let newDictionary: @convention(c) () -> Object?
  let copyDictionary: @convention(c) (Object?) -> Object?
  let dictionarySize: @convention(c) (Object?) -> Int
  let nextItem: @convention(c) (Object?, UnsafeMutablePointer<Int>, ErrorPart, ErrorPart) -> CInt
  let dictionaryValue: @convention(c) (Object?, Object?) -> Object?
  let setDictionaryValue: @convention(c) (Object?, Object?, Object?) -> CInt
  let removeDictionaryValue: @convention(c) (Object?, Object?) -> CInt
  let newTextOfSize: @convention(c) (UnsafePointer<CChar>, Int) -> Object?
  let newWeakReference: @convention(c) (Object?, Object?) -> Object?
  /// From 3.13 on, in place of the next one.
  let weakReferent: (@convention(c) (Object?, ErrorPart) -> CInt)?
  let borrowedReferent: (@convention(c) (Object?) -> Object?)?
  let typeFlags: @convention(c) (OpaquePointer?) -> CUnsignedLong
  let newTupleOfSequence: @convention(c) (Object?) -> Object?
  let string: @convention(c) (Object?) -> Object?
  let recursionLimit: @convention(c) () -> CInt
  let isSubtype: @convention(c) (OpaquePointer?, OpaquePointer?) -> CInt
  let currentFrame: @convention(c) () -> Object?
  let frameLine: @convention(c) (Object?) -> CInt
  /// From 3.9 on.
  let frameCode: (@convention(c) (Object?) -> Object?)?
  /// From 3.9 on.
  let frameBack: (@convention(c) (Object?) -> Object?)?
  let setProfile: (@convention(c) (TraceHook?, Object?) -> Void)?
  let setTrace: (@convention(c) (TraceHook?, Object?) -> Void)?
  let objectType: OpaquePointer?
  let moduleType: OpaquePointer?
  let textType: OpaquePointer?
  let integerType: OpaquePointer?
  /// What stands for a lazy import until it is used (PEP 810, from 3.15 on).
  let lazyImportType: OpaquePointer?
  let dictionaryType: OpaquePointer?
  let listType: OpaquePointer?
  let tupleType: OpaquePointer?
  let classType: OpaquePointer?
  let systemExit: UnsafeMutablePointer<Object?>?
  let isCallable: (@convention(c) (Object?) -> CInt)?
  let errorMatches: (@convention(c) (Object?) -> CInt)?
  let reportUnraisable: (@convention(c) (UnsafePointer<CChar>, Object?) -> Void)?
  let none: Object?

  typealias ErrorPart = UnsafeMutablePointer<Object?>
  typealias AuditHook = @convention(c) (UnsafePointer<CChar>?, Object?, UnsafeMutableRawPointer?) -> CInt
  typealias TraceHook = @convention(c) (Object?, Object?, CInt, Object?) -> CInt

  /// Looks everything up; `missing` is called with the name of what a working agent cannot do without.
  init?(missing: (StaticString) -> Void) {
    var isComplete = true
    func find<Function>(_ name: StaticString) -> Function {
      let address = Self.address(name)
      if address == nil, isComplete {
        missing(name)
        isComplete = false
      }
      // An absent function is never called: the initializer fails below.
      return unsafeBitCast(address, to: Function.self)
    }
    addAuditHook = find("PySys_AddAuditHook")
    moduleDictionary = find("PyImport_GetModuleDict")
    module = find("PyImport_GetModule")
    systemObject = find("PySys_GetObject")
    dictionaryItem = find("PyDict_GetItemString")
    attribute = find("PyObject_GetAttr")
    setAttribute = find("PyObject_SetAttrString")
    call = find("PyObject_Call")
    newTuple = find("PyTuple_New")
    tupleSize = find("PyTuple_Size")
    tupleItem = find("PyTuple_GetItem")
    setTupleItem = find("PyTuple_SetItem")
    sequenceSize = find("PySequence_Size")
    sequenceItem = find("PySequence_GetItem")
    newFunction = find("PyCFunction_NewEx")
    newMethod = Self.optional("PyDescr_NewMethod")
    retain = find("Py_IncRef")
    release = find("Py_DecRef")
    clearError = find("PyErr_Clear")
    fetchError = find("PyErr_Fetch")
    restoreError = find("PyErr_Restore")
    text = find("PyUnicode_AsUTF8AndSize")
    newText = find("PyUnicode_FromString")
    encodedText = find("PyUnicode_AsEncodedString")
    bytes = find("PyBytes_AsString")
    integer = find("PyLong_AsLong")
    newInteger = find("PyLong_FromLong")
    moduleNamespace = find("PyModule_GetDict")
    importModule = find("PyImport_ImportModule")
    newDictionary = find("PyDict_New")
    copyDictionary = find("PyDict_Copy")
    dictionarySize = find("PyDict_Size")
    nextItem = find("PyDict_Next")
    dictionaryValue = find("PyDict_GetItem")
    setDictionaryValue = find("PyDict_SetItem")
    removeDictionaryValue = find("PyDict_DelItem")
    newTextOfSize = find("PyUnicode_FromStringAndSize")
    newWeakReference = find("PyWeakref_NewRef")
    weakReferent = Self.optional("PyWeakref_GetRef")
    borrowedReferent = Self.optional("PyWeakref_GetObject")
    typeFlags = find("PyType_GetFlags")
    newTupleOfSequence = find("PySequence_Tuple")
    string = find("PyObject_Str")
    recursionLimit = find("Py_GetRecursionLimit")
    isSubtype = find("PyType_IsSubtype")
    currentFrame = find("PyEval_GetFrame")
    frameLine = find("PyFrame_GetLineNumber")
    frameCode = Self.optional("PyFrame_GetCode")
    frameBack = Self.optional("PyFrame_GetBack")
    setProfile = Self.optional("PyEval_SetProfile")
    setTrace = Self.optional("PyEval_SetTrace")
    objectType = OpaquePointer(Self.address("PyBaseObject_Type"))
    moduleType = OpaquePointer(Self.address("PyModule_Type"))
    textType = OpaquePointer(Self.address("PyUnicode_Type"))
    integerType = OpaquePointer(Self.address("PyLong_Type"))
    lazyImportType = OpaquePointer(Self.address("PyLazyImport_Type"))
    dictionaryType = OpaquePointer(Self.address("PyDict_Type"))
    listType = OpaquePointer(Self.address("PyList_Type"))
    tupleType = OpaquePointer(Self.address("PyTuple_Type"))
    classType = OpaquePointer(Self.address("PyType_Type"))
    systemExit = Self.address("PyExc_SystemExit")?.assumingMemoryBound(to: Object?.self)
    isCallable = Self.optional("PyCallable_Check")
    errorMatches = Self.optional("PyErr_ExceptionMatches")
    reportUnraisable = Self.optional("_PyErr_WriteUnraisableMsg")
    none = Self.address("_Py_NoneStruct")?.assumingMemoryBound(to: PyObject.self)
    guard isComplete else { return nil }
  }

  private static func optional<Function>(_ name: StaticString) -> Function? {
    guard let address = address(name) else { return nil }
    return unsafeBitCast(address, to: Function.self)
  }

  static func address(_ name: StaticString) -> UnsafeMutableRawPointer? {
    agent_symbol(UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self))
  }
}
